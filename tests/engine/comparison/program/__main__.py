"""The program of the comparison as a directory."""

from tests.engine.comparison.variants import main

main()
