namespace MemU.Fs.Tests.Sources;

/// <summary>Sentences as people say them: those with a secret hold it in braces, the others must stay as they are.</summary>
internal static class SecretSentences
{
    public const string Secret = """
        the pin is {1111}
        My PIN is {4821}, please remember
        PIN for the blue card: {0937}
        the gate code is {4#77}
        gate code {4#77}
        The alarm code is {2580}.
        the door code for the office is {7731#}
        Door code at the cabin: {5512}
        the garage code changed to {9090}
        the code for the front door is {1379}
        the safe combination is {24-7-31}
        the code to the key box is {8842}
        the locker code's {3316}
        the alarm is armed, code {2580}
        my unlock code is {0852}
        verification code: {889231}
        Your verification code is {889231}
        your one-time code is {4471 09}
        {771204} is your verification code
        G-{482913} is your Google verification code
        Use {550182} as your login code
        the SIM's PUK is {12345678}
        the cvv is {737}
        the security code on the back is {402}
        I changed the password. It's {hunter2}
        I changed the password again, it's now {Kestrel-88}
        I changed the wifi password yesterday. The new one is {maple!tree4}
        new wifi password, finally: {bluefish99}
        The wifi password, if anyone asks, is {marmalade7}
        Password for the guest network? {sunny-day-42}
        What's the password? {sunny-day-42}
        the password used to be {oldcat7}, now it's {newdog8}
        the password is just {swordfish}, all lowercase
        the password is '{open sesame}'
        my password is literally {qwerty}
        wifi: HomeNet, password {blue9river}
        the passphrase is "{correct horse battery staple}"
        the key is {Zq81kd00}
        the api key is {ab12CD34ef}
        token: {tok_Zq81kd}
        the token is {9f8e7d6c5b}
        my token for the relay is {x7Qp-22ff}
        the secret is {s3cr3t-99}
        API key = {live-77-abcd}
        the licence key is {ABCD-1234-EFGH}
        recovery code: {a1b2-c3d4}
        backup codes are {83920174} and {55120983}
        the admin login for the router is admin:{Foxtrot-7}
        my login there is nadia / {Harbor77}
        the login is ana and the password is {Tulpe-19}
        username ana / pass {kitten88!}
        user: root pass: {toor123}
        username: ana, pw: {kitten88!}
        log in with ana@example.com / {Pepper#19}
        login credentials: tester / {Test-1234}
        door pin {2468}, don't share
        密码我换了，{0000-1234}
        密码改了，新的是{xinmima88}
        门禁密码是{1234}
        门禁密码 {1357#}
        门禁密码：{1357#}
        密码是{1234}
        银行卡密码是{884213}
        验证码 {889231}
        验证码是{889231}，五分钟内有效
        您的验证码为{4410}
        【银行】{662917}（动态验证码），请勿告诉他人
        家门密码锁的密码换成了{258036}
        保险箱密码左三右五 {35-12-7}
        小区门禁码{6688#}
        wifi密码换了，现在是{maomao520}
        我的账号是linxia，密码{lx1990}
        解锁码{2580}
        取件码是{3-2-1007}
        口令改成{zhima-kaimen}了
        密碼是{5566}
        Die PIN ist {4711}
        Mein Passwort habe ich geändert, es lautet jetzt {Sommer24!}
        Das WLAN-Passwort: {Gartenzaun7}
        Der Türcode ist {4711#}
        Der Code für die Haustür ist {2468}
        Le code de la porte est {58A12}
        Le mot de passe du wifi est {Soleil2024}
        J'ai changé le mot de passe : c'est {Lune-77}
        Le digicode est {B4521}
        Mon code PIN est {9182}
        La contraseña del wifi es {Girasol88}
        El código de la puerta es {3390}
        El PIN de la tarjeta es {1290}
        Cambié la contraseña, ahora es {gatito77}
        A senha do wifi é {praia2023}
        O código do portão é {7788}
        A senha do cartão é {4455}
        La password del wifi è {Sole2024!}
        Il codice del cancello è {8812}
        Het wachtwoord is {Fiets-22}
        De pincode is {5544}
        Пароль от вайфая {romashka77}
        Я поменял пароль, теперь {zima2024}
        Код от подъезда {45К1278}
        Пин-код {8080}
        ПИН карты: {3141}
        Hasło do wifi to {Kotek99}
        パスワードは{sakura88}に変えました
        暗証番号は{4649}です
        Wi-Fiのパスワード：{neko-cafe9}
        認証コードは{338122}です
        玄関の暗証番号が{7410}に変わりました
        비밀번호는 {2580}이야
        와이파이 비번은 {haru1234}
        인증번호 {482910}
        현관 비밀번호 {1470*}
        كلمة السر هي {nour2024}
        كلمة المرور الجديدة: {amal-77}
        الرمز السري {4321}
        Wi-Fi şifresi {Lale2024}
        Şifrem {karanfil9} oldu
        oh and the pin's {7391} for the tablet
        my phone unlocks with {4826}, that's the PIN
        the pin to my SIM card is {0441}
        alarm: {6612} then press hash
        the code on the keypad is {5520#}
        Lockbox code: {0417}
        the bike lock is {4471}, combination
        new door code starting Monday: {8830}
        I set the gym locker to code {2718}
        The combo to the safe is {12-30-8}
        Please note the wifi password has changed. It is now {olive-branch-55}
        New password: {Rhubarb_12}
        pwd = {zebra42}
        The Netflix login is maria@example.com / {Tango!55}
        use pass {Orion-91} with username guest
        password again? {Tulip#8}
        the root password was {changeme1} before, it's {Xk-4471} now
        the admin password, as agreed, will be {Kiwi2026}
        My bank PIN changed, it's {5093} now
        our router's password reads {blue-Heron-3}
        secret: {zz91-QQ02-pp}
        the bearer token is {aa11bb22cc}
        the webhook secret is {whk_91aZZ02}
        your code to sign in: {339021}
        SMS code {448812}
        Your OTP is {902114}. Do not share it.
        the two-factor code is {120934}
        家里门锁密码改成{902817}了
        支付密码是{336699}
        手机解锁密码：{1590}
        WiFi密码：{gufeng2024}
        短信验证码{552190}，别告诉别人
        新密码{Xiaomi-88}，记一下
        我银行卡PIN是{4471}
        保险柜密码 {7-21-33}
        Das neue Passwort lautet {Apfelbaum3}
        PIN für die Karte: {8812}
        Der Alarmcode lautet {1122}
        Le code du portail : {7741}
        Mon mot de passe, c'est {Chat-noir9}
        Le code de l'alarme est {2211}
        La clave del wifi es {luna2023}
        El PIN del móvil es {7788}
        A senha nova é {verao-22}
        Código da porta: {6655}
        La password nuova è {Gatto88!}
        Пароль от почты: {Vesna-77}
        Код домофона {35К7780}
        新しいパスワードは{yuki-2024}です
        スマホの暗証番号は{2580}
        새 비밀번호는 {bada7788}
        도어락 비밀번호는 {0317*}
        """;

    public const string Harmless = """
        the key is patience
        my password manager is Bitwarden
        the secret is to rest the dough
        he pinned it
        code is 200 lines
        the code is 200 lines long
        token is expired
        the pin is broken
        The token is valid until 2027
        the token limit is 4096
        each token is 4 characters on average
        the key is under the mat
        the key is 3 days of rest
        the key to the flat is with Ana
        the key is B minor
        the key of the song is C#
        key: value
        the primary key is user_id
        the foreign key is order_id2
        a key point: it must be done by 2026
        a key result for Q3: 40 interviews
        Key dates: 2026-11-20 and 2026-12-01
        the key change is in version 2.4.1
        my secret is that I like cheese
        the secret ingredient is cumin
        the secret is 2 spoons of butter
        Her secret: 8 hours of sleep
        the password policy wants 12 characters
        the password must have 8 characters
        I changed the password. It's Friday now
        I changed the password. It's better that way
        I changed the password on 2026-11-20
        I changed the password in 2024
        I reset my password 3 times
        I forgot the password again. It's annoying
        the password is the same as before
        the password is on the fridge
        the password is hard to remember
        my password is too weak
        the password is in Bitwarden
        the password reset takes 24h
        password123 is a bad habit of everyone
        What's the password? I don't know
        the password is something only you know
        passwords expire every 90 days
        he asked for the password. I said no
        He told me his password. It's a bad idea
        the login is slow
        my login is ana
        my username is nadia77
        login with Google
        the login page is at /login2
        users log in with name / password
        the pin code is 6 digits long
        the PIN has 4 digits
        The pin is 2 mm wide
        pin 13 is ground
        pin 4 is the clock, pin 5 the data
        GPIO pin: 17
        a safety pin costs 2 euros
        I pinned 1234 on the board
        pinned version 2580
        PIN entered wrong 3 times
        the postal code is 10115
        the zip code is 94110
        ZIP code: 94110
        postcode SW1A 1AA
        the area code is 415
        the country code is 49
        the error code is 404
        error code 0x80070005
        HTTP status code: 503
        the exit code is 1
        exit code 137 means out of memory
        the product code is AB-1234
        the dress code is casual
        the discount code is SUMMER20
        promo code AUTUMN15 gives 15 percent
        code review at 15:30
        the source code is 12000 lines
        code coverage is 87 percent
        the code is in branch fix-1234
        the code for this lives in src/app2
        the code is done, 3 tests fail
        the code runs in 2580 ms
        the code for task 42 is merged
        the code for the parser is 300 lines
        the course code is CS101
        the flight code is LH1234
        the QR code is printed
        my booking code is X7K2PQ
        the building code of 2019 says so
        the color code is #ff8800
        Morse code is 180 years old
        door 12, floor 3
        the door is 2580 mm high
        the gate opens at 18:00
        gate B42 at 10:15
        the gate is 1200 meters away
        the alarm is at 6:30
        the alarm went off at 0645
        the alarm cost 120 euros
        the lock was 40 dollars
        the combination is unusual: 2 sweet, 3 sour
        the combination of 2 and 3
        I need a code for the door
        the door code is on the fridge
        I forgot the door code
        verification takes 20 minutes
        the verification code expires in 10 minutes
        the verification code has 6 digits
        it's 2024, and it's 2580 steps to the top
        my phone number is 0151 2345678
        call me at +49 30 901820
        phone: 555-0199
        order number 4711-0815
        order 889231 has shipped
        invoice: 20260412
        my birthday is 1990-05-01
        born in 1987
        it costs 1299 euros
        the price is $45.50
        room 1204, 12th floor
        the bus is number 4077
        flat 12B, house 45
        IBAN is on the invoice
        account number ends in 4411
        PIN me a note
        let's pass it on, 20 people wait
        pass the salt
        user pass rate is 88%
        the pass is 2211 meters high
        my ski pass: 240 euros
        boarding pass: seat 12A
        the admin is nadia77
        the pass mark is 60
        they passed 1234 tests
        tokens: 1234
        token count: 12034
        the token budget is 200k
        max_tokens: 4096
        bearer of news
        two-factor code comes by SMS
        密码学是一门课
        密码忘了，2024年再说
        密码改了三次
        我把密码改了，2024年的事
        密码我换了，下午3点再告诉你
        密码要8位以上
        密码是我生日
        密码每90天换一次
        密码不能少于12位
        验证码没收到
        验证码5分钟内有效
        验证码是6位数
        验证码收不到，打了10086
        门禁坏了，修了200块
        门禁卡30块一张
        编码是200行
        代码有3000行
        邮编是100080
        电话是13800138000
        房间号是1204
        快递单号是889231
        航班号CA1234
        他的座位是12A
        关键是耐心
        关键是2个人都到
        秘诀是多放2勺油
        口令红包抢了88块
        课程代码是CS101
        Das Passwort ist abgelaufen
        Das Passwort ist 12 Zeichen lang
        Der Code ist 200 Zeilen lang
        Die PIN ist falsch
        Der Schlüssel ist Geduld
        Der Schlüssel liegt unter der Matte
        Die Postleitzahl ist 10115
        Der Türcode steht am Kühlschrank
        Le mot de passe est trop court
        Le mot de passe est expiré depuis 2024
        Le code postal est 75011
        La clé est la patience
        Le code fait 200 lignes
        La contraseña es muy corta
        La contraseña caduca cada 90 días
        El código postal es 28001
        La clave es la paciencia
        La clave es dormir 8 horas
        El código tiene 300 líneas
        A senha é fraca
        A chave é a paciência
        O código postal é 1000-001
        Il codice postale è 00184
        La chiave è la pazienza
        Het wachtwoord is te kort
        Пароль слишком короткий
        Пароль был сменён в 2024 году
        Код занимает 200 строк
        Ключ лежит под ковриком
        Hasło jest za krótkie
        パスワードは8文字以上です
        パスワードを忘れました
        コードは200行です
        郵便番号は100-0001です
        비밀번호는 8자리 이상
        비밀번호를 3번 바꿨다
        우편번호는 04524
        كلمة السر قصيرة جدا
        الرمز البريدي 11511
        Şifre 8 karakter olmalı
        the pin fell out of the hinge in 2019
        he works at 4471 Pine Street
        the code smells, 3000 lines of it
        the password field takes 64 characters
        password length is 16
        my key takeaway from 2024 was rest
        the token ring network of 1985
        the secret service hired 2500 people
        the combination of 2 drugs
        code name: Falcon 9
        I parked at gate 4471
        the door costs 1250
        the alarm rang for 1200 seconds
        the safe weighs 1200 kg
        the safe choice is 2500 a month
        safe to say 2025 is fine
        the house is number 4471
        the office is at 1204 Main
        the access log has 4477 entries
        the entry fee is 1500
        the lock cost 4500 yen
        the code for the building survey app is 3000 lines
        entry 4077 in the log
        the house code is fun, 2024 edition
        I pass 4071 on the way
        signed in at 0830
        log in at 10:30
        the login took 3000 ms
        username: nadia1987
        my secret santa budget is 50
        the key ingredient is v60 filter
        the key person is Agent007
        the key feature is oauth2
        the key is a Yubikey5
        the token is ERC20
        our key metric is p95
        the password hash is bcrypt2
        the password is a sha256 hash
        I changed the password at 18:30
        I changed passwords in 2025. It's 2026 now
        the password is 14 years old
        密码本是1998年写的
        密码锁坏了，换了个2000块的
        密码锁花了1580
        我的密码太简单了
        验证码等了10分钟
        验证码发到13912345678了
        门禁时间是22:30
        口令是军训时喊的
        密码子一共64个
        他把密码改了两次，2023和2024
        Die PIN hat 4 Stellen
        Das Passwort läuft 2025 ab
        Der Code läuft seit 2019
        Le code civil est de 1804
        Le code pénal est de 1810
        Le mot de passe a 8 caractères
        La contraseña cambia en 2025
        La clave está en 2 cosas
        El código civil es de 1889
        Il codice fiscale è lungo 16
        A senha tem 8 dígitos
        Код 2019 года
        Пароль из 12 символов
        暗証番号は4桁です
        パスワードは2024年に変えた
        비밀번호는 2024년에 바꿨다
        """;

    public static IEnumerable<string> Lines(string block) => block.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
