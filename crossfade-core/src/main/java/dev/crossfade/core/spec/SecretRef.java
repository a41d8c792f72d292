package dev.crossfade.core.spec;

/**
 * Text of a specification that may contain references such as <code>${env:NAME}</code> or <code>
 * ${file:/path}</code>. It stays unresolved here; only the edge of the system resolves it.
 *
 * @param text as written
 */
public record SecretRef(String text) {

  /** Whether the whole text is one reference, as a password has to be. */
  public boolean pure() {
    return text.startsWith("${") && text.indexOf('}') == text.length() - 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
