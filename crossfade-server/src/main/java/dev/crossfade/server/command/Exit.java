package dev.crossfade.server.command;

/** How a command ends, as the process's exit code. Stable: scripts depend on the numbers. */
public enum Exit {
  /** Everything asked for was done. */
  OK(0),
  /** A fault of Crossfade itself. */
  INTERNAL(1),
  /** Wrong use of the command line, or an invalid specification. */
  INVALID(2),
  /** Done, but the result is not what was demanded: the verdict is not EQUAL. */
  NOT_PROVEN(3),
  /** Something that has to be put right first stands in the way. */
  BLOCKED(4),
  /** Somebody else changed or owns it. */
  CONFLICT(5),
  /** What was named does not exist. */
  NOT_FOUND(6),
  /** The user or password was not accepted, or a privilege is missing. */
  REFUSED(7),
  /** Waited long enough; the work itself goes on. */
  TIMEOUT(8),
  /** A system could not be reached. */
  UNREACHABLE(9),
  /** The outcome is not known; {@code status} tells what is. */
  INDETERMINATE(10),
  /** Stopped by Ctrl-C or SIGTERM. */
  INTERRUPTED(130);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** The number the process ends with. */
  public int code() {
    return code;
  }
}
