"""Serving the public API: answers that were made before they are asked for, from memory.

The way of a request, shortest first:

1. `light_path` looks the address up in the process's own memory (`memory`), which follows the feed
   of changes, and answers without touching the database, or with a 304 without touching the body;
2. what is not there is read from the documents (`entries`), in one query for however many pages;
3. what is not stored, or is out of date, is made (`rendering`).

`pages_endpoint` speaks Wagtail's v2 protocol; `responding` writes the headers.
"""
