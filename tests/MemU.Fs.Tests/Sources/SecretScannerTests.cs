using MemU.Fs.Sources.Secrets;
using Xunit;

namespace MemU.Fs.Tests.Sources;

public class SecretScannerTests
{
    /// <summary>Text with the secret in braces, and its kind. Keys are put together here so that no scanner takes this file for a leak.</summary>
    public static TheoryData<string, string> Secrets => new()
    {
        { "export AWS={AK" + "IAIOSFODNN7EXAMPLE} done", "aws key" },
        { "aws_secret_access_key = {wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}", "api key" },
        { "use {s" + "k-abcDEF1234567890abcdefGHIJ} please", "openai key" },
        { "{s" + "k-proj-abc_DEF-1234567890abcdefGHIJ}", "openai key" },
        { "{s" + "k-ant-api03-abcdef_12345-ABCDEFGH}.", "anthropic key" },
        { "token {gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a}", "github token" },
        { "{github" + "_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789}", "github token" },
        { "{gl" + "pat-ABCdef123456_7890xy}", "gitlab token" },
        { "{xo" + "xb-123456789012-abcdefGHIJKL}", "slack token" },
        { "key={AI" + "zaSyA1234567890abcdefghijklmnopqrstuv}", "google key" },
        { "{sk" + "_live_4eC39HqLyjWDarjtT1zdp7dc}", "stripe key" },
        { "{h" + "f_abcdefghijklmnopqrstuvwxyzABCDEFGH}", "hugging face token" },
        { "{np" + "m_abcdefghijklmnopqrstuvwxyz0123456789}", "npm token" },
        { "{py" + "pi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMAACKlszLCJ}", "pypi token" },
        { "{eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U}", "json web token" },
        { "{-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc=\n-----END RSA PRIVATE KEY-----}\nrest", "private key" },
        { "{-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAA}", "private key" },
        { "Password: {hunter2}", "password" },
        { "password={Tr0ub4dor&3}", "password" },
        { "my password is {hunter2}.", "password" },
        { "The wifi password for the guest room is {tulip-7744}", "password" },
        { "the password to the wifi is {hunter22}", "password" },
        { "The password I use is {Maus-2024}, ok", "password" },
        { "user ana, pw: {maus2024}", "password" },
        { "I changed my password to {S3cret!pass}", "password" },
        { "password: {letmein}", "password" },
        { "\"password\": \"{correct horse battery}\"", "password" },
        { "DB_PASSWORD={s3cr3t-value}", "password" },
        { "userPassword: '{abcd1234}'", "password" },
        { "**Password:** {swordfish99}", "password" },
        { "密码是{abc12345}请保密", "password" },
        { "家里wifi密码 {qingtian0308}，你记着", "password" },
        { "尾号0000，密码{888888}，别忘了", "password" },
        { "user fin_rdam, password {Marble-Winter99!}", "password" },
        { "user nadia, pw {Harbor-Passw0rd-123}", "password" },
        { "password's {raspberry-Canes-41}, don't tell Tess", "password" },
        { "my token for the mail relay is {tok_Zq81kd_000111222}, thanks", "api key" },
        { "token for the map tiles: {pk.Qw7Lm-9981-tiles}, dont commit it", "api key" },
        { "密码：{abc12345}", "password" },
        { "口令：{8848tomb}。", "password" },
        { "la contraseña es {gato1234}", "password" },
        { "mot de passe : {chat-1234}", "password" },
        { "Das Passwort ist {Katze99!}", "password" },
        { "Passwort: {Katze99!}", "password" },
        { "パスワードは{neko1234}です", "password" },
        { "비밀번호: {cat1234!}", "password" },
        { "пароль: {kot12345}", "password" },
        { "Authorization: Bearer {abcdef1234567890.ABCDEF}", "bearer token" },
        { "Authorization: Basic {dXNlcjpwYXNzd29yZDEyMw==}", "password" },
        { "postgres://app:{p4ssw0rd}@db.example.com/main", "password in address" },
        { "https://ana:{geheim}@example.com/x", "password in address" },
        { "api_key={9f8e7d6c5b4a39281706f5e4d3c2b1a0}", "api key" },
        { "client_secret: {Zx81-Qw9-Plm77-Aa01}", "api key" },
        { "card {4111 1111 1111 1111} exp 12/28", "card number" },
        { "card {4111111111111111}", "card number" },
        { "{5500-0000-0000-0004}", "card number" },
        { "{378282246310005}", "card number" },
        { "我的卡号是{6200000000000005}", "card number" },
        { "IBAN {DE89 3704 0044 0532 0130 00}", "bank account" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_found_exactly(string marked, string kind)
    {
        var (open, close) = (marked.IndexOf('{'), marked.LastIndexOf('}'));
        var text = marked.Remove(close, 1).Remove(open, 1);

        var found = Assert.Single(SecretScanner.Scan(text));
        Assert.Equal((marked[(open + 1)..close], kind), (text.Substring(found.Start, found.Length), found.Kind));
    }

    [Theory]
    [InlineData("the password policy is strict")]
    [InlineData("the password rules of 2024 want 12 characters")]
    [InlineData("密码忘了两次，改了3次")]
    [InlineData("the password, see page 12345, is theirs to choose")]
    [InlineData("a token of the month for everybody: a bar of chocolate")]
    [InlineData("I forgot my password. Is it required?")]
    [InlineData("Passwords: 12 of them, password manager: Bitwarden is nice")]
    [InlineData("password: required, at least 8 characters")]
    [InlineData("password: never tell it to anyone")]
    [InlineData("password: ********")]
    [InlineData("password=${DB_PASSWORD} or $DB_PASSWORD or <password>")]
    [InlineData("password is wrong, the secret is patience, my secret: I like cheese")]
    [InlineData("密码是什么？密码忘了。我的密码：忘记了")]
    [InlineData("la contraseña es importante; le mot de passe est obligatoire")]
    [InlineData("the token is valid; token: access; 3000 tokens; secretary: Ana")]
    [InlineData("id 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("commit 2cc7e03a9f8e7d6c5b4a39281706f5e4d3c2b1a0")]
    [InlineData("sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("https://example.com/a/b?id=42&page=3#x http://localhost:8080/@user")]
    [InlineData("mailto:ana@example.com, ssh git@github.com:a/b.git")]
    [InlineData("call +49 30 901820 or 2026-11-20 09:00, ISBN 978-3-16-148410-0, 9783161484100")]
    [InlineData("sk-learn-compatible-estimators-in-python and scikit-learn-0.24-release")]
    [InlineData("the task-abcdefghijklmnopqrstuvwxyz1 is a slug")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitän")]
    [InlineData("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==")]
    [InlineData("4111 1111 1111 1112 is no card, nor is 1234567890123456 or 1763600000000")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----")]
    [InlineData("a bearer of bad news; basic understanding of things")]
    [InlineData("AKIA is a prefix, ghp_ too, hf_hub_download(repo_id) and npm_config_registry")]
    public void What_only_looks_like_a_secret_stays(string text) => Assert.Empty(SecretScanner.Scan(text));

    [Fact]
    public void Work_grows_with_the_text_and_no_faster()
    {
        // the patterns most likely to be quadratic, each a megabyte: the test would run for minutes if one were
        foreach (var piece in (string[])["a", "\"'", "password: ", "password for ", "-----BEGIN PRIVATE KEY-----", "://a:", "4111 ", "4", "eyJ", "sk-", "GB82 ", "token=\"", "密码的", "x:y@", "password: '"])
            Assert.True(SecretScanner.Scan(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))).Count < 1_000_000);
    }
}
