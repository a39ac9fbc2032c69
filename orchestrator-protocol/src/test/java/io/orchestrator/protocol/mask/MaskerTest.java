package io.orchestrator.protocol.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskerTest {

    private static final String SECRET = "p@ss \"wörd\" <1>+/";

    private final Masker masker = Masker.of(List.of(SECRET));

    @Test
    void findsASecretHoweverItIsWritten() {
        assertThat(masker.mask("before " + SECRET + " after")).isEqualTo("before *** after");
        String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertThat(masker.mask("https://u:" + url + "@h/")).isEqualTo("https://u:***@h/");
        assertThat(masker.mask("https://u:" + url.replace("+", "%20") + "@h/")).isEqualTo("https://u:***@h/");
        assertThat(masker.mask(Json.MAPPER.writeValueAsString(List.of(SECRET)))).isEqualTo("[\"***\"]");
    }

    @Test
    void findsASecretWithinHtmlAndWithinJsonOfJson() {
        assertThat(masker.mask("<i>p@ss &quot;wörd&quot; &lt;1&gt;+/</i>")).isEqualTo("<i>***</i>");
        assertThat(masker.mask("<i>p@ss \"wörd\" &lt;1&gt;+/</i>")).isEqualTo("<i>***</i>");
        assertThat(masker.mask("'p@ss \\\"w\\u00f6rd\\\" <1>+/'")).isEqualTo("'***'");
        assertThat(masker.mask(Json.MAPPER.writeValueAsString(Json.MAPPER.writeValueAsString(SECRET))))
                .isEqualTo("\"\\\"***\\\"\"");
    }

    @Test
    void findsTheBeginOfASecretWhereATextWasCut() {
        assertThat(masker.maskCut("it is p@ss \"wö")).isEqualTo("it is ***");
        assertThat(masker.maskCut("it is p%40ss")).isEqualTo("it is ***");
        assertThat(masker.maskCut(SECRET + " is it, p@s")).as("too short").isEqualTo("*** is it, p@s");
        for (int cut = Needles.SHORTEST; cut <= SECRET.length(); cut++) {
            assertThat(masker.maskCut("it is " + SECRET.substring(0, cut))).isEqualTo("it is ***");
            assertThat(masker.maskCut(SECRET.substring(0, cut)))
                    .as("nothing else")
                    .isEqualTo("***");
        }
    }

    @Test
    void findsASecretWithinBase64WhereverItStands() {
        for (String before : List.of("", "a", "ab", "abc", "login:")) {
            for (String after : List.of("", "x", "xy", "xyz")) {
                byte[] bytes = (before + SECRET + after).getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder encoder :
                        List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
                    String text = encoder.encodeToString(bytes);
                    String masked = masker.mask("Basic " + text);
                    assertThat(masked).as(before + "|" + after).contains("***");
                    assertThat(masked.length()).isLessThan(28);
                }
            }
        }
    }

    @Test
    void findsEachLineOfASecretWithSeveral() {
        Masker key = Masker.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\n  kqhkiG9w0BAQEF\n"));

        assertThat(key.mask("MIIEvQIBADANBg")).isEqualTo("***");
        assertThat(key.mask("line: kqhkiG9w0BAQEF;")).isEqualTo("line: ***;");
    }

    @Test
    void leavesAloneWhatIsNoSecret() {
        assertThat(Masker.of(List.of("abc", "")).mask("abc abc"))
                .as("too short")
                .isEqualTo("abc abc");
        assertThat(Masker.NONE.mask(SECRET)).isEqualTo(SECRET);
        assertThat(masker.mask("nothing of it")).isEqualTo("nothing of it");
    }

    @Test
    void masksJsonDeepDownAndNothingElseInIt() {
        var json = Json.MAPPER.readTree("""
                {"a": ["s3cret!", 1, true, null, {"s3cret!": "x s3cret! y"}], "b": 1.5}""");

        assertThat(Masker.of(List.of("s3cret!")).mask(json).toString())
                .isEqualTo("{\"a\":[\"***\",1,true,null,{\"***\":\"x *** y\"}],\"b\":1.5}");
    }

    @Test
    void masksTheLongestFirst() {
        assertThat(Masker.of(List.of("secret", "secret-and-more")).mask("secret-and-more"))
                .isEqualTo("***");
        assertThat(Masker.NONE.plus("token-1").mask("token-1")).isEqualTo("***");
    }

    @Test
    void noRandomSecretIsLeftReadable() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            StringBuilder secret = new StringBuilder();
            random.ints(12, 33, 127).forEach(c -> secret.append((char) c));
            String text = "user:" + secret;
            String all = text + " " + URLEncoder.encode(text, StandardCharsets.UTF_8) + " "
                    + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

            assertThat(Masker.of(List.of(secret.toString())).mask(all).split("\\*\\*\\*", -1))
                    .as(secret.toString())
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }
}
