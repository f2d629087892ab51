// Command lines of the measurements. In: arguments such as `--all --timeout=5000`. Out: an object; unknown ones are told.
export function optionsOf(args, defaults) {
  const options = { all: false, engines: [''], ...defaults };
  for (const arg of args) {
    const [, name, value] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (!name) {
      console.error(`${arg} is no option; bench/README.md names them`);
      process.exit(2);
    }
    if (name === 'engines') options.engines = value.split(',');
    else options[name] = value === undefined ? true : typeof defaults[name] === 'number' ? Number(value) : value;
  }
  return options;
}
