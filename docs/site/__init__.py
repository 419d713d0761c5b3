"""The documentation as a site: pages written by hand, pages made from the code, one build without warnings."""
