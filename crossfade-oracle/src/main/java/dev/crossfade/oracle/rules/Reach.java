package dev.crossfade.oracle.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses, telephone numbers, and names damaged by a wrong character set. */
final class Reach {

  private static final Pattern MAIL =
      Pattern.compile("[a-z0-9_%+-]+(\\.[a-z0-9_%+-]+)*@([a-z0-9-]+\\.)+[a-z]{2,}");
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private Reach() {}

  static @Nullable String email(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String address = text.strip().toLowerCase(Locale.ROOT);
    return MAIL.matcher(address).matches() ? address : null;
  }

  static @Nullable String phone(@Nullable String text, @Nullable String country) {
    if (text == null || country == null) {
      return null;
    }
    try {
      PhoneNumber number = NUMBERS.parse(text, country);
      return NUMBERS.isValidNumber(number)
          ? "+" + number.getCountryCode() + NUMBERS.getNationalSignificantNumber(number)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** Undoes UTF-8 that was taken for Windows-1252; leaves everything else alone. */
  static String unscrambled(String text) {
    try {
      ByteBuffer bytes = Charset.forName("windows-1252").newEncoder().encode(CharBuffer.wrap(text));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}
