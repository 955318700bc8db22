"""What is tried: a file for each ctest."""
