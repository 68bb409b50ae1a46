"""Bytes of pages, statements and feeds to their text, in a process of its own.

items     what comes out: an `Item` for each article
pages     HTML
liveblog  the entries of a live blog
metadata  what a page says of itself
pdf       statements with a text layer
feeds     RSS and Atom
worker    the process
archive   the same for the records of WARC archives
guard     the other side: sends bytes, waits so long and no longer, starts a process again
"""
