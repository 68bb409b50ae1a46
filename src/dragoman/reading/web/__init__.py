"""Pages from the web: polite, bounded and safe.

addresses  connections to public addresses only, each with a deadline
client     one request: redirects, sizes, compression, lengths
manners    robots.txt, one host at a time, pauses
fetching   a page asked for again and again until it comes or will not
rounds     what to fetch: addresses that were named, entries of feeds; what was fetched before
"""
