"""The rules of the tree that no compiler checks: tools/tidy.py runs them."""
