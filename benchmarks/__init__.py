"""Benchmarks: named cases that measure and print; nothing is asserted.

``measure`` what every case is made of; ``problems`` what is solved; one file per
family of cases: ``program`` (how soon it answers), ``plans`` (whole plans), ``judges``
(the whole flow LP, of ``flow_lp``), ``columns`` (column generation, of
``column_generation``), ``scaling`` and ``curves`` (drawn by ``drawing``). ``cases``
lists them; ``python -m benchmarks --list`` says what each measures.
"""
