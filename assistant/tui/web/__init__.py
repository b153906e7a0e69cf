"""The workbench in a browser: the same app, each tab a process of its own, served by textual-serve."""
