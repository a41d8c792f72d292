package dev.crossfade.embedded.demo;

/** {@code ads.suppressions}. */
record AdsSuppressions(Dice dice, long count) implements TableRows {

  @Override
  public String table() {
    return "suppressions";
  }

  @Override
  public String columns() {
    return "(id, email, reason, created_local)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.number(number + 1).text(People.address(dice, number));
    out.text(dice.pick(CrmSuppressions.REASON)).raw(Texts.local(dice, 0)).end();
  }
}
