package dev.crossfade.server.api;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.security.People;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page behind the one-time link. */
@RestController
@Hidden
class SetupPage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Crossfade: first administrator</title></head>
      <body>
      <h1>Crossfade</h1>
      %s
      </body>
      </html>
      """;

  private static final String FORM =
      """
      <p>%s</p>
      <form method="post" action="/setup">
      <input type="hidden" name="link" value="%s">
      <p><label>User <input name="account" required autocomplete="username" pattern="%s"></label></p>
      <p><label>Password <input name="password" type="password" required minlength="12"
       maxlength="256" autocomplete="new-password"></label></p>
      <p><button>Make this user the first administrator</button></p>
      </form>
      """;

  private static final String DONE =
      "<p>There is an administrator, so no link counts any more."
          + " Next: <code>crossfade login</code></p>";

  private final People people;

  SetupPage(People people) {
    this.people = people;
  }

  @GetMapping("/setup")
  ResponseEntity<String> form(@RequestParam(defaultValue = "") String link) {
    return page(200, people.exist() ? DONE : form("There is nobody yet.", link));
  }

  @PostMapping(path = "/setup", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<String> begin(
      @RequestParam String link, @RequestParam String account, @RequestParam String password) {
    try {
      Bodies.required("account", account, Bodies.ACCOUNT);
      people.begin(link, account, password);
      String next = "<p>%s is the first administrator. Next: <code>crossfade login</code></p>";
      return page(201, next.formatted(HtmlUtils.htmlEscape(account)));
    } catch (ProblemException e) {
      String why = e.problem().what() + " " + e.problem().why();
      return page(400, form(why, link));
    }
  }

  private static String form(String words, String link) {
    String pattern = Bodies.ACCOUNT.substring(1, Bodies.ACCOUNT.length() - 1);
    return FORM.formatted(HtmlUtils.htmlEscape(words), HtmlUtils.htmlEscape(link), pattern);
  }

  private static ResponseEntity<String> page(int status, String content) {
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_HTML)
        .body(PAGE.formatted(content));
  }
}
