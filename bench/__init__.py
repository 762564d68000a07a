"""`make bench`: how quick the pages are beside the limit of this machine. It writes docs/performance.md."""
