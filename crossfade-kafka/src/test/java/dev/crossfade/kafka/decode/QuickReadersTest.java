package dev.crossfade.kafka.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from the bytes is what a tree gives. */
class QuickReadersTest {

  private static final String MARKER = "unavailable-4711";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<LogicalType> TYPES =
      List.of(
          LogicalType.Text.UNBOUNDED,
          new LogicalType.FixedText(40),
          new LogicalType.Json(),
          new LogicalType.Int(64),
          new LogicalType.Bool(),
          new LogicalType.Decimal(30, 4),
          new LogicalType.Date(),
          new LogicalType.Time(),
          new LogicalType.Timestamp(),
          new LogicalType.TimestampTz(),
          new LogicalType.Uuid(),
          new LogicalType.Bytes(),
          new LogicalType.Floating(64),
          new LogicalType.UInt64());
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain",
          "trailing  ",
          "quote \" slash \\ / tab \t newline \n bell \u0007",
          "\u00e4\u20ac\ud83d\ude00 \u2028",
          MARKER,
          MARKER + "x",
          "NaN",
          "Infinity",
          "-12.50",
          "1E+3",
          "12x9",
          "2024-02-29T12:34:56Z",
          "2024-02-29T12:34:56.789Z",
          "2023-02-29T12:34:56Z",
          "1969-12-31T23:59:59.999999Z",
          "0044-03-15T12:00:00Z",
          "-0044-03-15T12:00:00Z",
          "+12044-03-15T12:00:00.5Z",
          "2024-06-30T23:59:60Z",
          "2024-06-30T24:00:00Z",
          "2024-01-01T00:00:00+02:00",
          "2024-01-01T00:00:00.123456789Z",
          "infinity",
          "-infinity",
          "0e4eb2a5-7c66-4b1c-8f57-000000000001",
          Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}),
          Base64.getEncoder().encodeToString(MARKER.getBytes(StandardCharsets.UTF_8)));

  private static List<String> values() throws Exception {
    List<String> values = new ArrayList<>();
    for (String text : TEXTS) {
      values.add(JSON.writeValueAsString(text));
    }
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      values.add(Long.toString(random.nextLong() >> random.nextInt(64)));
    }
    values.add(JSON.writeValueAsString(UUID.nameUUIDFromBytes(new byte[0]).toString()));
    values.addAll(
        List.of(
            "0",
            "-1",
            "1",
            "true",
            "false",
            "1.5",
            "1e3",
            "9223372036854775807",
            "-9223372036854775808",
            "18446744073709551615",
            "[1,{\"a\":\"]\"}]",
            "{}",
            "\"\\u0041\"",
            "\"\\ud83d\\ude00\\/\\b\\f\"",
            "9223372036825200000",
            "-9223372036832400000"));
    return values;
  }

  private static String read(java.util.function.Supplier<Object> reading) {
    Object value;
    try {
      value = reading.get();
    } catch (UnreadableValueException e) {
      return "unreadable";
    } catch (RuntimeException e) {
      return "refused";
    }
    String text = value instanceof byte[] bytes ? List.of(bytes.length) + "" : value.toString();
    return value.getClass().getSimpleName() + " " + text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql"})
  void everyValueIsReadAsFromATree(String engine) throws Exception {
    Readers readers = new Readers(engine, new Placeholder(MARKER));
    int read = 0;
    for (LogicalType type : TYPES) {
      ValueReader reader = readers.of(Column.of("c", type));
      for (String value : values()) {
        byte[] document = ("{\"v\" : " + value + ",\"w\":7}").getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor();
        cursor.begin(document);
        cursor.object();
        assertThat(cursor.field()).isTrue();
        String quick = read(() -> reader.read(cursor));
        String thorough =
            read(
                () -> {
                  try {
                    return reader.read(JSON.readTree(value));
                  } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                  }
                });
        assertThat(quick).as("%s %s", type, value).isEqualTo(thorough);
        if (!quick.equals("refused") && !quick.equals("unreadable")) {
          assertThat(cursor.field()).isTrue();
          assertThat(cursor.name()).isEqualTo("w");
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(2_000);
  }

  @Test
  void aMarkerThatNeedsEscapesIsRecognised() throws Exception {
    String marker = "a \"quoted\" marker";
    ValueReader reader =
        new Readers("postgresql", new Placeholder(marker))
            .of(Column.of("c", LogicalType.Text.UNBOUNDED));
    JsonCursor cursor = new JsonCursor();
    cursor.begin((JSON.writeValueAsString(marker) + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(reader.read(cursor)).isEqualTo(Unavailable.VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"a\"", "{\"op\":\"c\"", "{} {}", "{\"op\":\"c}", "nonsense"})
  void whatIsNotAnEnvelopeIsAProblem(String document) {
    EnvelopeDecoder decoder = new EnvelopeDecoder("postgresql", "m", List.of(), MARKER, "null");
    assertThatThrownBy(
            () ->
                decoder.decode(
                    ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)),
                    LogRecord.Half.NONE))
        .hasMessageContaining("CF-4032");
  }
}
