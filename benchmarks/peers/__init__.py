"""One contender a module, each run as a process of its own: `python -m benchmarks.peers.NAME CORPUS QUESTIONS`."""
