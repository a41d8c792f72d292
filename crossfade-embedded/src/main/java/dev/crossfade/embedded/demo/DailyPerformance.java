package dev.crossfade.embedded.demo;

/** {@code ads.daily_performance}: a block of days and devices per campaign, in key order. */
record DailyPerformance(Dice dice, long count, long campaigns) implements TableRows {

  private static final int FIRST_DAY = 19_700;

  @Override
  public String table() {
    return "daily_performance";
  }

  @Override
  public String columns() {
    return "(campaign_id, day, device, impressions, clicks, cost, currency, conversions, revenue,"
        + " region)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    long block = (count + campaigns - 1) / campaigns;
    long campaign = number / block;
    long within = number % block;
    out.number(campaign + 1).raw(Texts.date(FIRST_DAY + within / 3));
    out.raw(Words.DEVICE[(int) (within % 3)]);
    long impressions = dice.skewed(40_000_000);
    long clicks = impressions / dice.between(20, 900);
    out.number(impressions).number(clicks);
    long cost = clicks * dice.between(200, 30_000);
    out.raw(RowText.decimal(Refused.row(number) ? -cost - 1 : cost, 4));
    out.raw(Words.CURRENCY[(int) (campaign % 3)]);
    if (dice.chance(1, 9)) {
      out.nothing().nothing();
    } else {
      out.cents(clicks).raw(Double.toString(clicks * 0.37));
    }
    out.text(Places.adsRegion(dice, (int) (campaign % 12))).end();
  }
}
