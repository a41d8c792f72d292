package dev.crossfade.core.cutover;

import java.util.Locale;

/** The steps of a cutover, in order. A rollback takes the same ones the other way round. */
public enum CutoverStep {
  PREFLIGHT(0, "the list says go", "nothing has changed", After.FROM),
  HOLD(3, "gateways hold writes", "the record gets another epoch, then writes go on", After.FROM),
  FENCE(
      4,
      "the databases refuse writes, and nothing is in flight",
      "the record gets another epoch, then the fence is lifted",
      After.FROM),
  CATCH_UP(5, "everything before the stop is applied", "as before", After.FROM),
  COMPARE(6, "what changed last is equal on both sides", "as before", After.FROM),
  READY(
      7,
      "sequences are ahead, constraints hold",
      "as before; what was done there is not harmful",
      After.FROM),
  SWITCH(
      8,
      "the record names the other side",
      "the record is read: as before, or as after",
      After.EITHER),
  OPEN(9, "the fence of that side is lifted", "it is lifted by whoever comes next", After.TO),
  RELEASE(10, "writes go on", "they are let go by whoever comes next", After.TO);

  /** Who takes writes after an interruption, once somebody has come to look. */
  public enum After {
    FROM("the side it began on"),
    EITHER("the side that the record names"),
    TO("the other side");

    private final String text;

    After(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final int number;
  private final String reached;
  private final String interrupted;
  private final After after;

  CutoverStep(int number, String reached, String interrupted, After after) {
    this.number = number;
    this.reached = reached;
    this.interrupted = interrupted;
    this.after = after;
  }

  /** As the documents number it: {@code C8}. */
  public String code() {
    return "C" + number;
  }

  /** What holds once it is done. */
  public String reached() {
    return reached;
  }

  /** What becomes of it when whoever does it is gone. */
  public String interrupted() {
    return interrupted;
  }

  public After after() {
    return after;
  }

  /** All of them as a table, for the documents. */
  public static String table() {
    StringBuilder text =
        new StringBuilder("| step | once it is done | interrupted | who takes writes then |\n");
    text.append("|---|---|---|---|\n");
    for (CutoverStep step : values()) {
      text.append("| ")
          .append(step.code())
          .append(' ')
          .append(step.name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(" | ")
          .append(step.reached)
          .append(" | ")
          .append(step.interrupted)
          .append(" | ")
          .append(step.after.text)
          .append(" |\n");
    }
    return text.toString();
  }
}
