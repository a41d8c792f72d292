package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainPhonesTest {

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final Random random = new Random(4711);

  /** Every region, every type of number, every way of writing, digits changed, cut and added. */
  @Test
  void an_answer_is_always_the_answer_of_the_library() {
    long answered = 0;
    long asked = 0;
    NumberingPlans plans = new NumberingPlans(numbers);
    for (String region : numbers.getSupportedRegions()) {
      PlainPhones plain = new PlainPhones(plans, region);
      for (String text : texts(region)) {
        asked++;
        String answer = plain.e164(text);
        if (answer != null) {
          answered++;
          assertThat(answer).as("%s in %s", text, region).isEqualTo(library(text, region));
        }
      }
    }
    assertThat(answered).as("of %d", asked).isGreaterThan(asked / 20);
  }

  private List<String> texts(String region) {
    List<String> texts = new ArrayList<>();
    for (PhoneNumberType type : PhoneNumberType.values()) {
      PhoneNumber example = numbers.getExampleNumberForType(region, type);
      if (example == null) {
        continue;
      }
      for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
        String written = numbers.format(example, format);
        texts.add(written);
        for (int i = 0; i < 150; i++) {
          texts.add(altered(written));
        }
      }
      String code = Integer.toString(example.getCountryCode());
      texts.add(code + example.getNationalNumber());
      texts.add("00" + code + example.getNationalNumber());
      texts.add("+" + code + " (0) " + example.getNationalNumber());
    }
    return texts;
  }

  private String altered(String text) {
    StringBuilder altered = new StringBuilder(text);
    int at = random.nextInt(altered.length());
    char digit = (char) ('0' + random.nextInt(10));
    switch (random.nextInt(4)) {
      case 0 -> altered.insert(at, digit);
      case 1 -> altered.deleteCharAt(at);
      case 2 -> altered.insert(0, digit);
      default -> altered.setCharAt(at, digit);
    }
    return altered.toString();
  }

  private @Nullable String library(String text, String region) {
    try {
      PhoneNumber number = numbers.parse(text, region);
      return numbers.isValidNumber(number) ? numbers.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
