"""Checks of a finished site: what a build cannot see, because it is about the whole of it or about what was published before."""
