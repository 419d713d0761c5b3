"""Tokens for programs: what each may do, where that is asked, and the page that makes them."""
