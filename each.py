import subprocess,sys
lines=[l for l in open(sys.argv[1]).read().split('\n') if l.strip()]
groups=[];
for l in lines:
    if '=' in l and not l.startswith('check') and not l.startswith('∂') and not l.startswith('∇') and not l.startswith('#'): groups.append([l])
    elif l.startswith('#'): continue
    else: groups[-1].append(l)
for g in groups:
    open('/tmp/an/one.grad','w').write('\n'.join(g))
    try:
        r=subprocess.run(['node','--max-old-space-size=400','/tmp/an/scratch.cjs','/tmp/an/one.grad'],capture_output=True,text=True,timeout=8)
        print(r.stdout.strip() or r.stderr[:300])
        if r.stderr: print('   ERR', g, [x for x in r.stderr.split('\n') if 'Error' in x or ' at ' in x][:9])
    except subprocess.TimeoutExpired: print('TIMEOUT', g)
