package dev.observatory.agent.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "userPassword",
                "user_password",
                "user-passwd",
                "passwordHash",
                "secretSauce",
                "clientSecret",
                "token",
                "tokens",
                "accesstoken",
                "oauth2Token",
                "key",
                "apiKey",
                "API_KEY",
                "APIKey",
                "api.key",
                "apikey",
                "keys",
                "key2",
                "auth",
                "basicAuth",
                "Authorization",
                "proxy-authorization",
                "Set-Cookie",
                "cookies",
                "JSESSIONID",
                "httpSession",
                "credentials",
                "userPwd",
                "getPin",
                "jwt",
                "JWTHeader",
                "pass",
                "dbPass",
                "userpass",
                "pw",
                "pswd",
                "creds",
                "dbCreds",
                "connectionString",
                "CONNECTION_STRING",
                "signature",
                "salt",
                "privateKeyPem",
                "iban",
                "cvv2",
                "creditCard",
                "passwort",
            })
    void recognizesSecretNamesInAnySpelling(String name) {
        assertThat(RedactionRules.standard().isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "name",
                "monkey",
                "author",
                "keyboard",
                "Keystroke",
                "spin",
                "opinion",
                "user",
                "amount",
                "passenger",
                "compass",
                "bypass",
                "basalt",
                "credit",
                "sacred",
                "hotp",
                "x",
                "id",
                "ß"
            })
    void doesNotMatchNamesThatOnlyLookSimilar(String name) {
        assertThat(RedactionRules.standard().isSecret(name)).isFalse();
    }

    @Test
    void wordsCanBeAddedAndRemoved() {
        RedactionRules changed = RedactionRules.standard().changedBy(List.of("IBAN", "shoe-size", "-key"));

        assertThat(changed.isSecret("customerIban")).isTrue();
        assertThat(changed.isSecret("shoeSizes")).isTrue();
        assertThat(changed.isSecret("key")).isFalse();
        assertThat(changed.isSecret("apiKey")).as("a word of its own").isTrue();
        assertThat(changed.isSecret("password")).isTrue();
        assertThat(RedactionRules.standard().isSecret("key")).isTrue();
    }

    @Test
    void aChangeWithoutLettersAndDigitsIsRejected() {
        RedactionRules standard = RedactionRules.standard();

        assertThatThrownBy(() -> standard.changedBy(List.of("-")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name [-] has neither letters nor digits; write [iban] to have such values redacted,"
                        + " [-key] to have them shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"setPassword", "withApiKey", "checkPin", "apiKey", "userPassword", "setDbPass", "hash_token"})
    void theArgumentsOfMethodsThatWriteOrCheckASecretAreSecret(String method) {
        assertThat(RedactionRules.standard().hasSecretArguments(method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"getPassword", "findToken", "tokenFor", "containsKey", "setName", "set", "authorizeAll", "isPin"
            })
    void theArgumentsOfMethodsThatReadASecretAreNot(String method) {
        assertThat(RedactionRules.standard().hasSecretArguments(method)).isFalse();
    }
}
