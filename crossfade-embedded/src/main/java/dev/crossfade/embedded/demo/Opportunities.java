package dev.crossfade.embedded.demo;

/** {@code crm.opportunities}, keyed by uuid. */
record Opportunities(Dice dice, long count, long accounts) implements TableRows {

  @Override
  public String table() {
    return "opportunities";
  }

  @Override
  public String columns() {
    return "(id, account_id, title, stage, amount, currency, win_rate, close_on, products, history,"
        + " created_at)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.raw(Texts.uuid(dice)).number(1 + dice.skewed(accounts));
    out.text(dice.pick(Words.TRADE) + " " + dice.pick(Words.TOPIC)).text(dice.pick(Words.STAGE));
    if (dice.chance(1, 8)) {
      out.nothing().nothing();
    } else {
      out.cents(dice.skewed(90_000_000)).text(dice.pick(Words.CURRENCY_MESS));
    }
    out.raw(Double.toString(dice.below(100_000) / 99_999d));
    out.text(dice.chance(1, 6) ? null : Texts.date(dice.between(18_700, 20_900)));
    out.text("{\"" + dice.pick(Words.PRODUCT) + "\",\"" + dice.pick(Words.PRODUCT) + "\"}");
    out.text(
        "[{\"stage\":\"" + dice.pick(Words.STAGE) + "\",\"days\":" + dice.below(60) + "}, null]");
    out.raw(Texts.instant(dice)).end();
  }
}
