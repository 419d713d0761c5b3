"""The administration at /admin/: lists to find things in, and actions for those who run the site.

What training writes is shown and not edited: the log is the truth, and a figure changed by hand would be none.
"""

from django.contrib import admin

from playground.admin import experiments, people, work

admin.site.site_header = admin.site.site_title = "Descent"
admin.site.index_title = "Administration"
admin.site.enable_nav_sidebar = False

__all__ = ["experiments", "people", "work"]
