package dev.crossfade.it.types;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * The declared normalisations: the only ways in which the texts of a value may differ between
 * source and production. Independent of the product's own.
 */
enum Form {
  /** The same text. */
  EXACT {
    @Override
    String of(String text) {
      return text;
    }
  },
  /** JSON values: order of members, white space and the spelling of numbers do not count. */
  JSON {
    @Override
    String of(String text) {
      try {
        return sorted(MAPPER.readTree(text));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  },
  /** Padding of CHAR(n) does not count. */
  PADDED {
    @Override
    String of(String text) {
      return text.replaceAll(" +$", "");
    }
  },
  /** Bit for bit the same float; engines print it differently. */
  FLOAT {
    @Override
    String of(String text) {
      return Integer.toHexString(Float.floatToIntBits(Float.parseFloat(text)));
    }
  },
  /** Bit for bit the same double. */
  DOUBLE {
    @Override
    String of(String text) {
      return Long.toHexString(Double.doubleToLongBits(Double.parseDouble(text)));
    }
  },
  /** MariaDB prints trailing zeros of a fraction, PostgreSQL does not. */
  FRACTION {
    @Override
    String of(String text) {
      return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
    }
  },
  /** {@code 2021-00-00} and its like have become NULL or the epoch. */
  DATE {
    @Override
    String of(String text) {
      return FRACTION.of(text);
    }
  },
  /** YEAR 0000 is the number 0. */
  YEAR {
    @Override
    String of(String text) {
      return String.valueOf(Integer.parseInt(text));
    }
  },
  /** A flag: 0 and 1 are false and true. */
  FLAG {
    @Override
    String of(String text) {
      return text.equals("t") || text.equals("true") || text.equals("1") ? "1" : "0";
    }
  },
  /** Bytes, both sides as hexadecimal digits. */
  HEX {
    @Override
    String of(String text) {
      return text.toUpperCase(java.util.Locale.ROOT);
    }
  };

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  abstract String of(String text);

  private static String sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> members = new TreeMap<>();
      node.properties().forEach(m -> members.put(m.getKey(), sorted(m.getValue())));
      return members.toString();
    }
    if (node.isArray()) {
      StringBuilder text = new StringBuilder("[");
      node.forEach(item -> text.append(sorted(item)).append(", "));
      return text.append(']').toString();
    }
    if (node.isNumber()) {
      return node.decimalValue().signum() == 0
          ? "0"
          : node.decimalValue().stripTrailingZeros().toPlainString();
    }
    return node.toString();
  }
}
