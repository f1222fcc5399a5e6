"""The public API as files: what ``manage.py export_site`` writes, and a web server serves.

1. `moment` holds the database still, and tells whether anything changed meanwhile;
2. `everything` asks the functions that serve the API for every answer, one after the other;
3. `layout` says where each one is kept: its validator and language are its file's name;
4. `release` writes them beside what is served now, and puts them in its place in one step;
5. `nginx` writes the configuration of a server that gives the same answers at the same addresses.

`exporting` does all of it, and `checking` compares what was exported with what the API says now.
"""
