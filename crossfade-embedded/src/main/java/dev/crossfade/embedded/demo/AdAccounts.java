package dev.crossfade.embedded.demo;

/** {@code ads.ad_accounts}. */
record AdAccounts(Dice dice, long count) implements TableRows {

  @Override
  public String table() {
    return "ad_accounts";
  }

  @Override
  public String columns() {
    return "(id, name, network, currency, region, is_active, opened_on, spend_limit, settings,"
        + " updated_at)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.number(number + 1).text(Mojibake.name(dice, People.company(dice)));
    out.raw(dice.pick(Words.NETWORK)).raw(dice.pick(Words.CURRENCY));
    out.text(Places.adsRegion(dice, Places.country(dice))).raw(dice.chance(4, 5) ? "1" : "0");
    out.raw(dice.chance(1, 12) ? "0000-00-00" : Texts.date(dice.between(16_000, 20_000)));
    if (dice.chance(1, 3)) {
      out.nothing();
    } else {
      out.cents(dice.skewed(9_000_000_00L));
    }
    out.text(
        dice.chance(1, 6)
            ? null
            : "{\"autopay\":" + dice.chance(1, 2) + ",\"labels\":[\"a\",\"Ü\"],\"cap\": 1.50}");
    out.text(dice.chance(1, 6) ? null : Texts.local(dice, 3)).end();
  }
}
