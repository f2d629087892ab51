/**
 * Convolutions in doubles. In: arrays as they lie in memory and their sizes. Out: the result's entries.
 *
 * No matrix of patches is built: for every output place the entries under the kernel lie at the same distances from
 * the place's own, in an input that is padded once. Two places by four filters are summed at a time, in registers.
 */

export interface Sizes {
  readonly batch: number;
  /** Channels in and out. */
  readonly into: number;
  readonly out: number;
  readonly height: number;
  readonly width: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly stride: number;
  readonly padding: number;
}

/** An image with a margin: zeros around all channels of one example. */
interface Padded {
  readonly data: Float64Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

function padded(channels: number, height: number, width: number): Padded {
  return { data: new Float64Array(channels * height * width), height, width, channels };
}

/** Copies an example into the padded image; what does not fit (a negative margin) is left out. */
function place(into: Padded, x: Float64Array, from: number, height: number, width: number, margin: number[]): void {
  const [top = 0, left = 0] = margin;
  const [first, last] = [Math.max(0, -left), Math.min(width, into.width - left)];
  for (let c = 0; c < into.channels; c++) {
    for (let y = Math.max(0, -top); y < Math.min(height, into.height - top); y++) {
      const at = from + (c * height + y) * width;
      into.data.set(
        x.subarray(at + first, at + Math.max(first, last)),
        (c * into.height + y + top) * into.width + left + first,
      );
    }
  }
}

/** How far the entries under the kernel are from its corner. */
function taps(image: Padded, kernelHeight: number, kernelWidth: number): Int32Array {
  const offsets = new Int32Array(image.channels * kernelHeight * kernelWidth);
  let tap = 0;
  for (let c = 0; c < image.channels; c++) {
    for (let y = 0; y < kernelHeight; y++) {
      for (let x = 0; x < kernelWidth; x++) offsets[tap++] = (c * image.height + y) * image.width + x;
    }
  }
  return offsets;
}

/** The filters four by four, as the kernel reads them: all four at a tap side by side. `weight` reads a filter at a tap. */
function packed(out: number, length: number, weight: (filter: number, tap: number) => number): Float64Array {
  const result = new Float64Array(Math.ceil(out / 4) * 4 * length);
  for (let filter = 0; filter < out; filter++) {
    const to = (filter >> 2) * 4 * length + (filter & 3);
    for (let tap = 0; tap < length; tap++) result[to + 4 * tap] = weight(filter, tap);
  }
  return result;
}

export function convolve(x: Float64Array, filters: Float64Array, bias: Float64Array, sizes: Sizes): Float64Array {
  const { batch, into, out, height, width, kernelHeight, kernelWidth, outHeight, outWidth, stride, padding } = sizes;
  const result = new Float64Array(batch * out * outHeight * outWidth);
  const image = padded(into, height + 2 * padding, width + 2 * padding);
  const offsets = taps(image, kernelHeight, kernelWidth);
  const weights = packed(out, offsets.length, (filter, tap) => filters[filter * offsets.length + tap] ?? 0);
  for (let n = 0; n < batch; n++) {
    place(image, x, n * into * height * width, height, width, [padding, padding]);
    slide(result, n * out * outHeight * outWidth, image, offsets, weights, bias, out, outHeight, outWidth, stride);
  }
  return result;
}

/** The adjoint by the input: what every output place received goes back to the entries that it was made from. */
export function convolveInput(g: Float64Array, filters: Float64Array, sizes: Sizes): Float64Array {
  return sizes.stride === 1 ? mirrored(g, filters, sizes) : scattered(g, filters, sizes);
}

/** With stride 1 it is a convolution of its own: with the kernels turned around, and channels in and out exchanged. */
function mirrored(g: Float64Array, filters: Float64Array, sizes: Sizes): Float64Array {
  const { batch, into, out, height, width, kernelHeight, kernelWidth, outHeight, outWidth, padding } = sizes;
  const result = new Float64Array(batch * into * height * width);
  const image = padded(out, height + kernelHeight - 1, width + kernelWidth - 1);
  const offsets = taps(image, kernelHeight, kernelWidth);
  const area = kernelHeight * kernelWidth;
  const weights = packed(into, offsets.length, (channel, tap) => {
    const filter = Math.floor(tap / area);
    return filters[(filter * into + channel + 1) * area - 1 - (tap - filter * area)] ?? 0;
  });
  const none = new Float64Array(into);
  const margin = [kernelHeight - 1 - padding, kernelWidth - 1 - padding];
  for (let n = 0; n < batch; n++) {
    place(image, g, n * out * outHeight * outWidth, outHeight, outWidth, margin);
    slide(result, n * into * height * width, image, offsets, weights, none, into, height, width, 1);
  }
  return result;
}

function scattered(g: Float64Array, filters: Float64Array, sizes: Sizes): Float64Array {
  const { batch, into, out, height, width, kernelHeight, kernelWidth, outHeight, outWidth, stride, padding } = sizes;
  const result = new Float64Array(batch * into * height * width);
  const image = padded(into, height + 2 * padding, width + 2 * padding);
  const offsets = taps(image, kernelHeight, kernelWidth);
  for (let n = 0; n < batch; n++) {
    image.data.fill(0);
    for (let filter = 0; filter < out; filter++) {
      for (let tap = 0; tap < offsets.length; tap++) {
        const weight = filters[filter * offsets.length + tap] ?? 0;
        let from = (n * out + filter) * outHeight * outWidth;
        for (let y = 0; y < outHeight; y++) {
          let to = (offsets[tap] ?? 0) + y * stride * image.width;
          for (let i = 0; i < outWidth; i++, to += stride, from++)
            image.data[to] = (image.data[to] ?? 0) + weight * (g[from] ?? 0);
        }
      }
    }
    for (let row = 0; row < into * height; row++) {
      const at = (Math.floor(row / height) * image.height + (row % height) + padding) * image.width + padding;
      result.set(image.data.subarray(at, at + width), (n * into * height + row) * width);
    }
  }
  return result;
}

/** The adjoint by the filters: each of their entries met one entry of the input at every output place. */
export function convolveKernel(g: Float64Array, x: Float64Array, sizes: Sizes): Float64Array {
  const { batch, into, out, height, width, kernelHeight, kernelWidth, outHeight, outWidth, stride, padding } = sizes;
  const image = padded(into, height + 2 * padding, width + 2 * padding);
  const offsets = taps(image, kernelHeight, kernelWidth);
  const area = outHeight * outWidth;
  const result = new Float64Array(out * offsets.length);
  for (let n = 0; n < batch; n++) {
    place(image, x, n * into * height * width, height, width, [padding, padding]);
    for (let filter = 0; filter < out; filter += 4) {
      const from = (n * out + filter) * area;
      // Filters that there are not: they read the last one, and what comes of it is dropped.
      const last = Math.min(4, out - filter) - 1;
      for (let tap = 0; tap < offsets.length; tap += 2) {
        const [a, b] = [offsets[tap] ?? 0, offsets[tap + 1] ?? offsets[tap] ?? 0];
        const sums = correlate(g, from, area, last, image, a, b, outHeight, outWidth, stride);
        for (let f = 0; f <= last; f++) {
          const to = (filter + f) * offsets.length + tap;
          result[to] = (result[to] ?? 0) + (sums[2 * f] ?? 0);
          if (tap + 1 < offsets.length) result[to + 1] = (result[to + 1] ?? 0) + (sums[2 * f + 1] ?? 0);
        }
      }
    }
  }
  return result;
}

type Sums = readonly [number, number, number, number, number, number, number, number];

/** The sums over all output places of four filters' adjoints times the entries under two taps. */
function correlate(
  g: Float64Array,
  from: number,
  area: number,
  last: number,
  image: Padded,
  a: number,
  b: number,
  outHeight: number,
  outWidth: number,
  stride: number,
): Sums {
  const { data, width } = image;
  const [g1, g2, g3] = [Math.min(1, last) * area, Math.min(2, last) * area, Math.min(3, last) * area];
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  let at = from;
  for (let y = 0; y < outHeight; y++) {
    let corner = y * stride * width;
    for (let i = 0; i < outWidth; i++, corner += stride, at++) {
      const first = data[corner + a] ?? 0;
      const second = data[corner + b] ?? 0;
      const p = g[at] ?? 0;
      const q = g[at + g1] ?? 0;
      const r = g[at + g2] ?? 0;
      const s = g[at + g3] ?? 0;
      a0 += p * first;
      b0 += p * second;
      a1 += q * first;
      b1 += q * second;
      a2 += r * first;
      b2 += r * second;
      a3 += s * first;
      b3 += s * second;
    }
  }
  return [a0, b0, a1, b1, a2, b2, a3, b3];
}

/** All output places of one example. */
function slide(
  result: Float64Array,
  to: number,
  image: Padded,
  offsets: Int32Array,
  weights: Float64Array,
  bias: Float64Array,
  out: number,
  outHeight: number,
  outWidth: number,
  stride: number,
): void {
  const { data, width } = image;
  const length = offsets.length;
  const area = outHeight * outWidth;
  for (let filter = 0; filter < out; filter += 4) {
    const own = filter * length;
    const here = to + filter * area;
    const count = Math.min(4, out - filter);
    const [z0, z1] = [bias[filter] ?? 0, bias[filter + 1] ?? 0];
    const [z2, z3] = [bias[filter + 2] ?? 0, bias[filter + 3] ?? 0];
    for (let y = 0; y < outHeight; y++) {
      for (let i = 0; i < outWidth; i += 2) {
        const corner = y * stride * width + i * stride;
        // The second place of the last pair may be outside: then it is the first again, and not written.
        const isPair = i + 1 < outWidth;
        const step = isPair ? stride : 0;
        let [a0, a1, a2, a3, b0, b1, b2, b3] = [z0, z1, z2, z3, z0, z1, z2, z3];
        for (let tap = 0, w = own; tap < length; tap++, w += 4) {
          const at = corner + (offsets[tap] ?? 0);
          const a = data[at] ?? 0;
          const b = data[at + step] ?? 0;
          const w0 = weights[w] ?? 0;
          const w1 = weights[w + 1] ?? 0;
          const w2 = weights[w + 2] ?? 0;
          const w3 = weights[w + 3] ?? 0;
          a0 += a * w0;
          a1 += a * w1;
          a2 += a * w2;
          a3 += a * w3;
          b0 += b * w0;
          b1 += b * w1;
          b2 += b * w2;
          b3 += b * w3;
        }
        const target = here + y * outWidth + i;
        result[target] = a0;
        if (count > 1) result[target + area] = a1;
        if (count > 2) result[target + 2 * area] = a2;
        if (count > 3) result[target + 3 * area] = a3;
        if (!isPair) continue;
        result[target + 1] = b0;
        if (count > 1) result[target + area + 1] = b1;
        if (count > 2) result[target + 2 * area + 1] = b2;
        if (count > 3) result[target + 3 * area + 1] = b3;
      }
    }
  }
}
