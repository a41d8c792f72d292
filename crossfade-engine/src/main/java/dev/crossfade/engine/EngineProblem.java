package dev.crossfade.engine;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;

/** What can go wrong while data is moved. */
public enum EngineProblem implements ProblemCode {
  /** The source's log is not the one we followed before: history may be missing. */
  LOG_CHANGED(5001, Kind.ESCALATE),
  /** The stored stream is not the one we followed before. */
  STREAM_CHANGED(5002, Kind.ESCALATE),
  /** A mapping changed after history was loaded with it. */
  MAPPING_CHANGED(5003, Kind.OPERATOR),
  /** A row of a table without key was changed and the log has no image of the old row. */
  NO_OLD_IMAGE(5004, Kind.OPERATOR),
  /** TRUNCATE of a table whose entity is fed by other tables too. */
  SHARED_TRUNCATE(5005, Kind.OPERATOR),
  /** The target refused a row. */
  ROW_REFUSED(5006, Kind.DATA),
  /** An incomplete change of a row that is parked already. */
  HELD_BEHIND(5007, Kind.DATA),
  /** More rows were refused than the specification allows. */
  TOO_MANY_REFUSED(5008, Kind.OPERATOR),
  /** Another process follows the stream now. */
  OWNERSHIP_LOST(5009, Kind.ESCALATE),
  /** A defect of ours. */
  UNEXPECTED(5010, Kind.ESCALATE),
  /** The capture component reports failure. */
  CAPTURE_FAILED(5011, Kind.ESCALATE),
  /** The target refused something other than a row's data. */
  WRITE_REFUSED(5012, Kind.ESCALATE),
  /** A change is in the log, but its source does not show it to other sessions yet. */
  NOT_YET_VISIBLE(5013, Kind.TRANSIENT),
  /** The end of a commit was unknown; reading showed that it did not happen. */
  NOT_COMMITTED(5014, Kind.TRANSIENT),
  /** Rows of a table without key were updated or deleted, and the log does not carry that. */
  UNSEEN_CHANGE(5015, Kind.ESCALATE),
  /** An entity comes back after a run that went on without it: its changes since are missing. */
  MISSED_CHANGES(5016, Kind.ESCALATE),
  /** A row has to be read again, but its key in the source cannot be read. */
  NAMELESS_ROW(5017, Kind.DATA),
  /** Marks are written into a source's log, and nothing of it arrives. */
  SOURCE_SILENT(5018, Kind.TRANSIENT),
  /** The capture component cannot be asked for its state. */
  CAPTURE_UNREACHABLE(5019, Kind.TRANSIENT),
  /** Something this process began earlier does not end, so it does nothing else. */
  STILL_UNDER_WAY(5020, Kind.TRANSIENT),
  /** A table of a source or of production was altered. */
  TABLE_ALTERED(5021, Kind.OPERATOR),
  /** A table was altered; its changes are kept until somebody decides. */
  TABLE_HELD(5022, Kind.OPERATOR),
  /** Something is to be carried out that the plan does not have. */
  NOT_PLANNED(5023, Kind.ESCALATE),
  /** Rows of published entities do not pass their checks since changes were applied. */
  LOADS_FAIL(5024, Kind.OPERATOR),
  /** Checks that are asked on schedule did not pass. */
  SCHEDULED_CHECKS_FAIL(5025, Kind.OPERATOR),
  /** The journal of a migration changes too often to take a command. */
  JOURNAL_BUSY(5053, Kind.TRANSIENT),
  /** The answer to a command was lost, and the journal cannot be read to find out. */
  ASKED_WITHOUT_ANSWER(5054, Kind.ESCALATE),
  /** Nothing reads history again yet. */
  RELOAD_NOT_OFFERED(5055, Kind.OPERATOR),
  /** A new row of the target has the key of a row that somebody wrote into the source. */
  STRAY_ROW(5070, Kind.DATA),
  /** A row of the target changed that its source does not have any more. */
  ROW_MISSING(5071, Kind.DATA),
  /** No table of the sources has rows that become this row of the target. */
  NO_SOURCE_ROW(5072, Kind.DATA),
  /** A row of an entity without key was changed, and nobody knows which row of the source it is. */
  KEYLESS_CHANGE(5073, Kind.DATA),
  /** All rows of an entity were removed at once, which the sources cannot follow. */
  TARGET_TRUNCATED(5074, Kind.ESCALATE),
  /** The mark behind which the way back begins is not in the stream of the target. */
  RETURN_MARK_MISSING(5075, Kind.ESCALATE),
  /** A mark that was written into the target's log did not come back. */
  RETURN_NOT_PROVEN(5076, Kind.OPERATOR),
  /** The target's log does not hold old rows of an entity without key. */
  TARGET_IDENTITY(5077, Kind.OPERATOR),
  /** Nothing of the target's log arrives although marks are written into it. */
  TARGET_SILENT(5078, Kind.TRANSIENT),
  /** The capture of the target was removed while something still looked for it. */
  RETURN_RETIRED(5079, Kind.TRANSIENT),
  /** A source refuses a row that is brought back. */
  SENTINEL_REFUSED(5083, Kind.OPERATOR),
  /** A row of the target does not become the row that its source has. */
  SENTINEL_DIFFERS(5084, Kind.OPERATOR);

  /** What to throw when reading has shown that a commit of unknown end did not happen. */
  public static ProblemException notCommitted(Problem unknown) {
    return Problem.of(
            NOT_COMMITTED,
            "a commit was interrupted and did not happen",
            unknown.what(),
            "nothing to do, it is tried again")
        .raise();
  }

  /** What to throw while something that was let go goes on. */
  public static ProblemException stillUnderWay(String migration) {
    return Problem.of(
            STILL_UNDER_WAY,
            "this process does nothing for " + migration + " for the moment",
            "something it began before it lost the migration is stuck in a call and may still write",
            "nothing to do: other processes go on; it takes part again once the call has ended")
        .raise();
  }

  /** What to throw at who has not heard yet that the way back was removed. */
  public static ProblemException returnRetired() {
    return Problem.of(
            RETURN_RETIRED,
            "the target is not captured any more",
            "its capture was removed a moment ago, since nothing goes back to the sources",
            "nothing to do: it is made again when clients are moved again")
        .raise();
  }

  /** Why something is not carried out that the plan does not have. */
  public static Problem notPlanned(String migration, String what) {
    return Problem.of(
        NOT_PLANNED,
        what + " is not what the plan of " + migration + " has next",
        "only what the plan has is carried out, and it does not follow from the specification, the"
            + " journal and the target as they are now",
        "compare crossfade plan with the journal; an entity whose history is complete, or that is"
            + " published, takes in no further table");
  }

  /** Why history is not read again. */
  public static Problem reloadNotOffered(String migration) {
    return Problem.of(
        RELOAD_NOT_OFFERED,
        "history of " + migration + " cannot be read again",
        "this version has nothing that reads history behind a running stream",
        "load it in a migration of another name");
  }

  private final int number;
  private final Kind kind;

  EngineProblem(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
