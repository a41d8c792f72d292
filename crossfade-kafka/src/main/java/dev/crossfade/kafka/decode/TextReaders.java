package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** Texts and bytes. */
final class TextReaders {

  private TextReaders() {}

  static Object text(JsonNode node) {
    String text = node.textValue();
    if (text != null) {
      return text;
    }
    if (node.isContainerNode()) {
      throw new IllegalArgumentException("not text but " + node.getNodeType());
    }
    return node.asText();
  }

  static Object fixed(JsonNode node) {
    return stripped(NumberReaders.textOf(node));
  }

  /** Without spaces at the end. */
  static String stripped(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  static byte[] bytes(JsonNode node) {
    return Base64.getDecoder().decode(NumberReaders.textOf(node));
  }
}
