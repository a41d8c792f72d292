package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Whole;
import dev.crossfade.core.spec.CutoverSpec;

/** How it is written how clients are moved. */
final class CutoverForms {

  private static final int YEAR_HOURS = 8_760;
  private static final int HOUR_MILLIS = 3_600_000;

  private CutoverForms() {}

  static Form traffic() {
    return new FormBuilder("traffic")
        .may("gateways", new Named("the group of gateways", "[a-z][a-z0-9-]{0,30}"))
        .may("routes", new Items("routes that move together", new Named("a route", ROUTE)))
        .build();
  }

  private static final String ROUTE = "[a-z][a-z0-9-]{0,62}";

  static Form cutover() {
    return new FormBuilder("cutover")
        .may(
            "maxWritePauseMillis",
            new Whole("how long writes may wait", 1, CutoverSpec.LONGEST_PAUSE_MILLIS))
        .may("windowHours", new Whole("how long the way back is kept open", 1, YEAR_HOURS))
        .may("verificationAgeMinutes", new Whole("how old a verdict may be", 1, YEAR_HOURS * 60))
        .may("maxLagMillis", new Whole("how far a stream may be behind", 1, HOUR_MILLIS))
        .may("maxTransactionSeconds", new Whole("how long a transaction may be open", 1, 86_400))
        .may("maxParked", new Whole("changes that may be parked", 0, 1_000_000_000))
        .build();
  }
}
