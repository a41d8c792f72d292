package dev.crossfade.it.docs;

import java.util.Arrays;
import java.util.List;

/** The statements of the handbook that make a role, to be run as they are written. */
public final class Handbook {

  private static final Markdown OPERATIONS = Markdown.read("docs/operations.md");

  private Handbook() {}

  /**
   * The statements below the paragraph that begins with {@code heading}, with names of our own.
   *
   * @param user instead of {@code crossfade}
   * @param password as it stands between quotes
   * @param database instead of {@code shop} or {@code unified}
   */
  public static List<String> role(String heading, String user, String password, String database) {
    String text = OPERATIONS.text();
    int begin = text.indexOf("\n**" + heading);
    if (begin < 0) {
      throw new AssertionError("the handbook has no paragraph " + heading);
    }
    String section = text.substring(begin, text.indexOf("\n```\n", begin) + 5);
    String sql = new Markdown(OPERATIONS.file(), section).blocks("sql").get(0).text();
    return Arrays.stream(sql.replaceAll("--[^\n]*", "").split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .map(statement -> statement.replaceAll("\\bcrossfade\\b", user))
        .map(statement -> statement.replaceAll("\\b(shop|unified)\\b", database))
        .map(statement -> statement.replace("…", password))
        .toList();
  }

  /** Whether a statement stands in the handbook's text. */
  public static boolean says(String statement) {
    return OPERATIONS.text().contains("`" + statement + "`");
  }
}
