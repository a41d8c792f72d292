package dev.crossfade.embedded.demo;

import org.jspecify.annotations.Nullable;

/** {@code crm.contacts}; a few accounts have most of them. */
record Contacts(Dice dice, long count, long accounts) implements TableRows {

  @Override
  public String table() {
    return "contacts";
  }

  @Override
  public String columns() {
    return "(id, account_id, full_name, email, phone, country, region_text, job_title, tags,"
        + " attributes, score, lifetime_value, opted_in, external_id, avatar, birthday, notes,"
        + " last_seen, valid_until, created_at)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    int country = Places.country(dice);
    out.number(number + 1);
    if (dice.chance(1, 20)) {
      out.nothing();
    } else {
      out.number(1 + dice.skewed(accounts));
    }
    out.text(People.name(dice)).text(People.email(dice, number));
    out.text(Phones.of(dice, country)).text(Places.countryText(dice, country));
    out.text(Refused.row(number) ? Places.UNKNOWN_REGION : Places.crmRegion(dice, country));
    out.text(dice.chance(1, 8) ? null : dice.pick(Words.JOB));
    out.text(tags(dice)).text(attributes(dice));
    numbers(out);
    out.raw(dice.chance(3, 4) ? "t" : "f").raw(Texts.uuid(dice));
    out.text(dice.chance(1, 20) ? "\\x" + Texts.hex(dice, dice.below(40)) : null);
    out.text(dice.chance(1, 3) ? Texts.date(dice.between(-14_000, 13_000)) : null);
    out.text(Texts.note(dice, 250));
    out.text(dice.chance(1, 6) ? null : Texts.local(dice, 3));
    out.text(validity(number)).raw(Texts.instant(dice)).end();
  }

  private void numbers(RowText out) {
    if (dice.chance(1, 7)) {
      out.nothing();
    } else {
      out.cents(dice.below(200_000) - 10_000);
    }
    if (dice.chance(1, 4)) {
      out.nothing();
    } else {
      out.raw(RowText.decimal(dice.below(10_000_000_000_000L), dice.below(9)));
    }
  }

  private @Nullable String validity(long number) {
    if (number % 500 == 7) {
      return number % 1000 == 7 ? "infinity" : "-infinity";
    }
    return dice.chance(1, 3) ? Texts.instant(dice) : null;
  }

  private static @Nullable String tags(Dice dice) {
    int tags = dice.below(5) - 1;
    if (tags < 0) {
      return null;
    }
    StringBuilder array = new StringBuilder("{");
    for (int i = 0; i < tags; i++) {
      String tag = dice.pick(Words.TAG).replace("\"", "\\\"");
      array.append(i == 0 ? "" : ",");
      array.append(dice.chance(1, 40) ? "NULL" : '"' + tag + '"');
    }
    return array.append('}').toString();
  }

  private static @Nullable String attributes(Dice dice) {
    if (dice.chance(1, 10)) {
      return dice.chance(1, 2) ? null : "{}";
    }
    return "{\"source\": \""
        + dice.pick(Words.NETWORK)
        + "\", \"visits\": "
        + dice.below(90)
        + ", \"prefs\": {\"lang\": \""
        + (dice.chance(1, 2) ? "de" : "en")
        + "\", \"ratio\": "
        + RowText.decimal(dice.below(1000), 2)
        + "}, \"nick\": null}";
  }
}
