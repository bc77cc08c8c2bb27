"""The few kinds of error that end a run: each message is one line that names the file and the remedy."""


class TimelineError(Exception):
    """Anything that ends the run; `str()` is one line, fit to be shown without a traceback."""


class ConfigError(TimelineError):
    """`timeline.toml` cannot be used: it names the file, the key and the nearest known one."""


class ReadError(TimelineError):
    """A source cannot be used at all; a bad document among good ones is a `Problem` instead."""


class LanguageDataError(TimelineError):
    """A language's TOML file is wrong: it names the file, the key and the reason."""


class ThemeError(TimelineError):
    """A template cannot be rendered: it names the template's file and line."""


class OutputError(TimelineError):
    """The output cannot be written: it names the folder and the reason."""


class ServeError(TimelineError):
    """The site cannot be shown: it names the port and the remedy."""


class PublishError(TimelineError):
    """The site cannot be published: it names the folder or the remote, and the remedy."""
