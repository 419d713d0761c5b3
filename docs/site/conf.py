"""What Sphinx is told: Markdown by MyST, our own theme, and nothing that another host would have to bring."""

project = "Descent"
copyright = ""
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block", "attrs_inline", "deflist"]
# Formulas and commands stay as they are typed.
smartquotes = False
highlight_language = "text"
pygments_style = "friendly"
html_theme = "theme"
html_theme_path = ["."]
html_title = "Descent"
html_short_title = "Descent"
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
html_favicon = None
html_static_path = ["shared"]
