package dev.crossfade.embedded.demo.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, checked.
 *
 * @param method of HTTP
 * @param path without what is behind the question mark
 * @param query what is behind it
 * @param body JSON; missing when there is none
 */
record Request(String method, String path, Map<String, String> query, JsonNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+-]+@([a-z0-9-]+\\.)+[a-z]{2,}");
  private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

  static Request of(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (bytes.length > LONGEST_BODY) {
      throw new Refusal(413, "the body is too long");
    }
    JsonNode body;
    try {
      body = bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
    } catch (IOException e) {
      throw new Refusal(400, "the body is no JSON");
    }
    String path = exchange.getRequestURI().getPath();
    return new Request(exchange.getRequestMethod(), path, parameters(exchange), body);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String text = exchange.getRequestURI().getQuery();
    for (String one : text == null ? new String[0] : text.split("&")) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        query.put(one.substring(0, equals), one.substring(equals + 1));
      }
    }
    return query;
  }

  Period period() {
    try {
      LocalDate from = LocalDate.parse(query.getOrDefault("from", Period.ALL.from().toString()));
      LocalDate to = LocalDate.parse(query.getOrDefault("to", Period.ALL.to().toString()));
      return new Period(from, to);
    } catch (DateTimeException e) {
      throw new Refusal(400, "from and to are dates");
    }
  }

  long number(String name, long otherwise, long most) {
    try {
      long number = Long.parseLong(query.getOrDefault(name, Long.toString(otherwise)));
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Refusal(400, name + " is a number from 0 to " + most);
  }

  /** The id at the end of the path. */
  BigInteger id() {
    return id(path.substring(path.lastIndexOf('/') + 1));
  }

  /** The id in the body. */
  BigInteger newId() {
    return id(body.path("id").asText());
  }

  private static BigInteger id(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new Refusal(400, "an id is a number");
    }
    return new BigInteger(text);
  }

  /** The name of the write, which makes it safe to send it twice. */
  String write() {
    String write = body.path("write").asText();
    if (!write.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new Refusal(422, "a write has a name: 1 to 40 letters, digits, '.', '_' or '-'");
    }
    return write;
  }

  /** A text that has to be there. */
  String text(String field, int longest) {
    String text = body.path(field).asText();
    if (text.isBlank() || text.length() > longest) {
      throw new Refusal(422, field + " has 1 to " + longest + " characters");
    }
    return text;
  }

  /** One of the values that clients know; null when there is none. */
  @Nullable String optional(String field, Set<String> known) {
    String text = body.path(field).textValue();
    if (text != null && !known.contains(text)) {
      throw new Refusal(422, field + " is one of " + known);
    }
    return text;
  }

  /** One of the values that clients know. */
  String required(String field, Set<String> known) {
    String text = optional(field, known);
    if (text == null) {
      throw new Refusal(422, field + " is one of " + known);
    }
    return text;
  }

  @Nullable String email() {
    String text = body.path("email").textValue();
    if (text != null && !EMAIL.matcher(text).matches()) {
      throw new Refusal(422, "email is an address in lower case");
    }
    return text;
  }

  /** A number with two places. */
  BigDecimal amount(String field) {
    JsonNode number = body.path(field);
    BigDecimal amount = number.isNumber() ? number.decimalValue() : MOST.add(BigDecimal.ONE);
    if (amount.abs().compareTo(MOST) > 0) {
      throw new Refusal(422, field + " is a number up to " + MOST);
    }
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  boolean yes(String field) {
    return body.path(field).asBoolean();
  }
}
