"""From a chronology to the files of its site: every function here returns `Page`s or their bytes, none writes to disk.

`site.render` gives the whole site; `data.chronology_json` gives the machine form alone. Both are imported by the commands that
need them, so that this package stays free of cost for the others.
"""
