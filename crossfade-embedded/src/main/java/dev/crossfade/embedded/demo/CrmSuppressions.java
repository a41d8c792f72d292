package dev.crossfade.embedded.demo;

/** {@code crm.suppressions}: who asked not to be written to. */
record CrmSuppressions(Dice dice, long count) implements TableRows {

  static final String[] REASON = {"unsubscribed", "bounce", "complaint", "", "manual"};

  @Override
  public String table() {
    return "suppressions";
  }

  @Override
  public String columns() {
    return "(id, email, reason, created_at)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.number(number + 1).text(People.address(dice, number));
    out.text(dice.pick(REASON)).raw(Texts.instant(dice)).end();
  }
}
