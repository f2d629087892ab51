/** Names of rows that others yield to, where the two say the same and one says it better. */
export const RELU_KEPT = 'relu′ is taken as relu';
export const RELU_ONE = 'relu′ is taken as 1 everywhere';
export const ABS_ONE = 'abs′ is taken as 1';
export const COMPARISON_FORGOTTEN = 'the comparison in the slope of max or min is forgotten';
export const SLOPE_ONE: readonly string[] = [RELU_ONE, ABS_ONE, COMPARISON_FORGOTTEN];
export const OUTER_AT_INNER = 'the outer derivative is taken at the inner derivative';
