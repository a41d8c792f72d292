package dev.crossfade.core.preflight;

import java.util.Locale;

/** What the list that says go or no go is about. */
public enum Item {
  /** Specification, databases and plan can be read and compiled. */
  SPECIFICATION("the specification compiles and everything that it names can be reached"),
  /** The migration is in a phase from which clients are moved. */
  PHASE("the phase allows it, and no flag is raised (flags keep nobody from going back)"),
  /** Somebody carries the migration out. */
  OWNER("a run or a server has the lease"),
  /** Route records can be signed here. */
  KEY("the key that signs route records is at hand, and it signed the one in force"),
  /** All entities are published and follow. */
  ENTITIES("every entity of the plan is LIVE, and none is left out"),
  /** A source's changes arrive. */
  STREAM("the last mark of the source that was applied is not older than the limit"),
  /** An entity was compared. */
  VERIFICATION(
      "the last verdict is EQUAL, by these mappings, its rows were not written again beside the"
          + " streams since (replay, repair, renewal), and the full pass that it is or builds on"
          + " began within the limit"),
  /** Checks of the data. */
  CHECKS(
      "every check of severity error, also of no entity, has passed by these mappings and is not"
          + " stale (after its `every`, or else after as long as a verdict may be old), or somebody"
          + " answers for it (`check override`)"),
  /** Tables as they were. */
  DRIFT("no table was altered since"),
  /** Rows that were refused. */
  QUARANTINE(
      "not more rows are parked than the limit, and none waits that could not be brought back"),
  /** Writes that passed a fence. */
  STRAYS("nobody has yet to see to a write that passed a fence"),
  /** What does not work for some time. */
  TROUBLES("nothing is being tried again"),
  /** Those that clients come through. */
  GATEWAYS("all gateways of the group are alive, obey the record in force, and nothing is held"),
  /** Clocks of gateways, store and databases. */
  CLOCKS(
      "no gateway spoke later than now by the store's clock; clocks of databases are within a second"
          + " of that of whoever looks"),
  /** Gateways of one version. */
  VERSIONS("all gateways run the version of whoever looks"),
  /** A share of readers on the new stack. */
  CANARY(
      "every canary that was begun has gone through all its steps; with `cutover.canary: required`"
          + " each route has one since the last move, and the judge let every step of it pass"),
  /** Both stacks answer alike. */
  SHADOW(
      "where a shadow is declared: every workload of severity error matched when both stacks were"
          + " asked last, not longer ago than a verdict may be"),
  /** The way back can be written. */
  WAY_BACK("sources can be written: rights, triggers, defaults"),
  /** What a rollback restores. */
  REVERSIBILITY("rows of every entity can be brought back"),
  /** Nobody can write past a fence. */
  FENCE("the fence of the database can be raised"),
  /** Nobody is in flight for long. */
  TRANSACTIONS("no transaction in scope is prepared, or open for longer than the limit"),
  /** Keys that applications get. */
  KEYS("sequences and constraints of the side that opens can be made ready"),
  /** Databases have room for their logs. */
  HEAD_ROOM(
      "no database keeps more of its log for readers than the limit, or keeps it for too short a"
          + " time, and no disk that can be looked at is nearly full"),
  /** The source's log is kept. */
  LOG("no source has raised an alarm about its log"),
  /** Who has to agree. */
  SIGN_OFFS("as many people as the specification asks for have agreed to this"),
  /** The pause. */
  PAUSE("the pause that is to be expected fits into the longest that may be"),
  /** How far the sources follow. */
  RETURN(
      "the target can be captured; for a rollback: it is, and a mark written into its log comes back"
          + " to every source within the limit"),
  /** What is left of the window. */
  WINDOW("the way back is still open"),
  /** When it may be done. */
  CHANGE_WINDOW("now is within cutover.changeWindow, if that is declared"),
  /** The way back was gone. */
  REHEARSAL(
      "clients were brought back by a rollback not longer ago than cutover.rehearsalDays, unless that"
          + " is 0");

  private final String holds;

  Item(String holds) {
    this.holds = holds;
  }

  /** As it is shown: {@code sign-offs}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That of one of several: {@code stream crm}. */
  public String of(String name) {
    return word() + " " + name;
  }

  /** What has to hold. */
  public String holds() {
    return holds;
  }

  /** All of them as a table, for the documents. */
  public static String table() {
    StringBuilder text = new StringBuilder("| item | passes when |\n|---|---|\n");
    for (Item item : values()) {
      text.append("| `").append(item.word()).append("` | ").append(item.holds()).append(" |\n");
    }
    return text.toString();
  }
}
