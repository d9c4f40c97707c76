"""The ways to manage the same people, one small module each.

A program has a function `program`, which declares resources for Pulumi to run. A script has a function `work`, which
does one workload itself. `benchmarks.contenders` lists them all.
"""
