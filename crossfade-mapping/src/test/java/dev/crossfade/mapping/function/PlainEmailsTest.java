package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** An answer of the shortcut is always the answer of the general way. */
class PlainEmailsTest {

  private static final String CHARACTERS = "abZ09.-_+@@.. '\"\t\u00e4(";

  @Test
  void agrees() {
    Random random = new Random(4711);
    int answered = 0;
    for (int n = 0; n < 300_000; n++) {
      StringBuilder text = new StringBuilder(n % 3 == 0 ? " Ada.b@x-1.Example.org" : "a@b.cd");
      for (int change = random.nextInt(4); change > 0; change--) {
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        text.insert(
            random.nextInt(text.length() + 1),
            String.valueOf(c).repeat(random.nextInt(40) == 0 ? 30 + random.nextInt(40) : 1));
      }
      String plain = PlainEmails.canonical(text.toString());
      if (plain != null) {
        answered++;
        assertThat(plain).as("%s", text).isEqualTo(Emails.general(text.toString()));
      }
    }
    assertThat(answered).isGreaterThan(50_000);
  }
}
