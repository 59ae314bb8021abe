"""What the doors may ask for: one short function per verb.

A verb's plain arguments go in (names, paths, options) and a frozen result comes out,
ready to print; the function calls the rooms in order and writes what there is to write.
The doors parse and print, the rooms compute: nothing here does either.
"""
