package dev.crossfade.embedded.demo;

/** {@code crm.leads}. */
record Leads(Dice dice, long count, long contacts) implements TableRows {

  private static final String[] STATUS = {
    "New", "New", "New", "Working", "Working", "Qualified", "Converted", "Disqualified"
  };

  @Override
  public String table() {
    return "leads";
  }

  @Override
  public String columns() {
    return "(id, contact_id, status, channel, region_text, landing_url, budget, currency, priority,"
        + " probability, created_local, converted_at, snoozed_until)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    int country = Places.country(dice);
    out.number(number + 1).number(1 + dice.below(contacts)).raw(dice.pick(STATUS));
    out.text(Places.channel(dice)).text(Places.crmRegion(dice, country));
    out.text(dice.chance(1, 5) ? null : Urls.landing(dice));
    if (Refused.row(number)) {
      out.cents(900_000_000_000L + number).raw("EUR");
    } else if (dice.chance(1, 6)) {
      out.nothing().nothing();
    } else {
      out.cents(dice.skewed(50_000_000)).text(dice.pick(Words.CURRENCY_MESS));
    }
    out.number(dice.below(5));
    if (dice.chance(1, 3)) {
      out.nothing();
    } else {
      out.raw(Float.toString(dice.below(1000) / 1000f));
    }
    out.raw(Texts.local(dice, 6)).text(dice.chance(1, 5) ? Texts.instant(dice) : null);
    out.text(number % 400 == 3 ? "infinity" : dice.chance(1, 9) ? Texts.local(dice, 0) : null);
    out.end();
  }
}
