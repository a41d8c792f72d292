package dev.crossfade.embedded.demo;

/** {@code crm.page_views}, a log without a key; a visitor comes more than once. */
record PageViews(Dice dice, long count, long contacts) implements TableRows {

  @Override
  public String table() {
    return "page_views";
  }

  @Override
  public String columns() {
    return "(viewed_at, visitor, contact_id, url, referrer, milliseconds)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.raw(Texts.instant(dice)).raw(Texts.uuid(dice));
    if (dice.chance(2, 3)) {
      out.nothing();
    } else {
      out.number(1 + dice.skewed(contacts));
    }
    out.text(Urls.landing(dice));
    out.text(dice.chance(1, 3) ? "https://www." + dice.pick(Words.NETWORK) + ".com/" : null);
    out.number(1 + dice.skewed(600_000)).end();
  }
}
