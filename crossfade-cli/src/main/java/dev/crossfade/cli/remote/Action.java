package dev.crossfade.cli.remote;

import java.util.Locale;

/** What people ask of a migration. */
enum Action {
  /** Begins. */
  START("Lets a migration begin, or go on after a stop."),
  /** Rests. */
  PAUSE("Lets everything rest for a while."),
  /** Goes on. */
  RESUME("Lets a migration go on after a pause."),
  /** Ends for now. */
  STOP("Lets everything go."),
  /** Tries again. */
  RETRY("Tries again what failed."),
  /** Compares. */
  VERIFY("Compares production with the sources."),
  /** Reads again. */
  RELOAD("Reads history again: from the start, or behind the stream of what is live."),
  /** Takes in more. */
  EXTEND("Takes in what the specification has gained since everything became live."),
  /** Moves clients. */
  CUT_OVER(
      "Moves the clients to the new stack, unless something of the list does not pass (exit code 4)."
          + " Needs the role APPROVER."),
  /** Moves clients back. */
  ROLL_BACK(
      "Moves the clients back to the legacy stack, whatever the list says. Needs the role APPROVER."),
  /** Ends. */
  COMPLETE("Ends a migration for good. Needs the role APPROVER.");

  private final String description;

  Action(String description) {
    this.description = description;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String description() {
    return description;
  }
}
