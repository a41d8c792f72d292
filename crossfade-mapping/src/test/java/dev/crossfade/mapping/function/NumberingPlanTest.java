package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberingPlanTest {

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final NumberingPlans plans = new NumberingPlans(numbers);
  private final Random random = new Random(17);

  /** Examples of every kind in every region, with digits changed, cut and added. */
  @Test
  void a_plan_has_exactly_the_numbers_that_are_valid_for_the_library() {
    long valid = 0;
    long asked = 0;
    for (String region : numbers.getSupportedRegions()) {
      NumberingPlan plan = plans.of(region);
      assertThat(plan).as(region).isNotNull();
      int code = numbers.getCountryCodeForRegion(region);
      for (String digits : digits(region)) {
        PhoneNumber number =
            new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(digits));
        boolean expected = numbers.isValidNumberForRegion(number, region);
        char[] padded = ("7" + digits + "7").toCharArray();
        assertThat(plan.has(padded, 1, padded.length - 1))
            .as("%s in %s", digits, region)
            .isEqualTo(expected);
        asked++;
        valid += expected ? 1 : 0;
      }
    }
    assertThat(valid).as("of %d", asked).isBetween(asked / 10, asked * 9 / 10);
  }

  private List<String> digits(String region) {
    List<String> all = new ArrayList<>();
    for (PhoneNumberType type : PhoneNumberType.values()) {
      PhoneNumber example = numbers.getExampleNumberForType(region, type);
      if (example != null) {
        String written = Long.toString(example.getNationalNumber());
        all.add(written);
        for (int i = 0; i < 200; i++) {
          all.add(altered(written));
        }
      }
    }
    return all;
  }

  private String altered(String digits) {
    StringBuilder altered = new StringBuilder(digits);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(altered.length());
      char digit = (char) ((at == 0 ? '1' : '0') + random.nextInt(9));
      switch (random.nextInt(6)) {
        case 0 -> altered.insert(at, digit);
        case 1 -> altered.setLength(Math.max(1, altered.length() - 1));
        default -> altered.setCharAt(at, digit);
      }
    }
    return altered.toString();
  }
}
