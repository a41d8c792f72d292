package dev.crossfade.embedded.demo;

/** {@code crm.accounts}. */
record Accounts(Dice dice, long count) implements TableRows {

  @Override
  public String table() {
    return "accounts";
  }

  @Override
  public String columns() {
    return "(id, name, industry, region_text, country, employees, annual_revenue, currency, website,"
        + " attributes, created_at, updated_local)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    int country = Places.country(dice);
    String company = People.company(dice);
    out.number(number + 1).text(company);
    out.text(dice.chance(1, 12) ? null : dice.pick(Words.INDUSTRY));
    out.text(Places.crmRegion(dice, country)).text(Places.countryText(dice, country));
    if (dice.chance(1, 10)) {
      out.nothing().nothing().nothing();
    } else {
      out.number(1 + dice.skewed(50_000)).cents(dice.skewed(90_000_000_000L));
      out.text(dice.pick(Words.CURRENCY_MESS));
    }
    out.text(dice.chance(1, 9) ? "" : "https://www.example.org/" + number);
    out.text("{\"tier\": " + dice.below(4) + ", \"owner\": \"" + dice.pick(Words.MAIL) + "\"}");
    out.raw(Texts.instant(dice)).raw(Texts.local(dice, 0)).end();
  }
}
