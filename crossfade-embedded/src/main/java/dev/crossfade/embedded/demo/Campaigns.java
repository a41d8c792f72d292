package dev.crossfade.embedded.demo;

/** {@code ads.campaigns}. */
record Campaigns(Dice dice, long count, long adAccounts) implements TableRows {

  private static final String[] CHANNEL = {
    "SEM", "SEM", "Paid Social", "E-Mail", "Display Ads", "Affiliates", "Online Video"
  };
  private static final String[] TYPE = {
    "Awareness", "brand", "LEAD GEN", "leadgen", "Retargeting", "re-targeting", "Promo", ""
  };

  @Override
  public String table() {
    return "campaigns";
  }

  @Override
  public String columns() {
    return "(id, ad_account_id, name, channel, region, campaign_type, placements, platform_ref,"
        + " budget, currency, start_on, end_on, is_paused, targeting, brief, @creative,"
        + " created_local, changed_at) SET creative = UNHEX(@creative)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.number(number + 1).number(1 + dice.skewed(adAccounts));
    out.text(Mojibake.name(dice, dice.pick(Words.TOPIC))).raw(dice.pick(CHANNEL));
    String region = Places.adsRegion(dice, Places.country(dice));
    out.text(Refused.row(number) ? Places.UNKNOWN_REGION : region);
    out.text(dice.chance(1, 20) ? null : dice.pick(TYPE));
    out.text(dice.chance(1, 15) ? null : dice.pick(Words.PLACEMENT));
    out.text(dice.chance(1, 10) ? null : Long.toUnsignedString(dice.next()));
    if (dice.chance(1, 12)) {
      out.nothing();
    } else {
      out.cents(dice.skewed(5_000_000_00L));
    }
    out.raw(dice.pick(Words.CURRENCY));
    out.raw(dice.chance(1, 15) ? "0000-00-00" : Texts.date(dice.between(18_700, 20_500)));
    int end = dice.below(4);
    out.text(end == 0 ? null : end == 1 ? "0000-00-00" : Texts.date(dice.between(20_000, 21_000)));
    out.raw(dice.chance(1, 5) ? "1" : "0").text(targeting());
    out.text(dice.chance(1, 40) ? Texts.sentence(dice, 700) : dice.chance(1, 2) ? "" : "go 🚀");
    out.text(dice.chance(1, 4) ? "00FF" + Texts.hex(dice, dice.below(30)) : null);
    out.text(dice.chance(1, 30) ? null : Texts.local(dice, 3));
    out.text(dice.chance(1, 30) ? null : Texts.local(dice, 6)).end();
  }

  private String targeting() {
    return "{\"age\":["
        + dice.between(18, 40)
        + ","
        + dice.between(41, 70)
        + "],\"geo\":\""
        + dice.pick(Words.MAIL)
        + "\",\"bid\": 0."
        + dice.between(1, 9)
        + "}";
  }
}
