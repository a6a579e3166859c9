namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>English words about work, programs and devices.</summary>
internal static class EnglishWork
{
    public const string Work = """
        work works worked job jobs office team project projects sprint standup stand-up meeting meetings client clients customer customers contract deadline release releases deploy deployment deployed launch roadmap budget invoice
        invoices salary raise promotion shift shifts depot ward factory department company firm startup start-up employer colleague boss manager interview offer notice go-live demo backlog ticket review reviews pr prs prod production
        staging migration upgrade rollout kickoff quarter on-call oncall handover audit vendor supplier stakeholder payroll apprenticeship internship thesis lab paper rota course
        """;

    public const string Workplace = "at for with school hospital university college agency museum depot clinic practice bakery";

    public const string Tech = """
        nas raid synology plex jellyfin kodi home_assistant mixer dishwasher washing_machine dryer tumble_dryer fridge freezer microwave kettle boiler dehumidifier heat_pump sander lawnmower mower sewing_machine overlocker espresso_machine grinder
        dashcam gps satnav e-reader kindle headphones earbuds hearing_aid soundbar projector webcam microphone tripod drone 3d_printer slicer laminator projector duolingo whatsapp signal telegram gmail outlook powerpoint
        garmin komoot zotero latex overleaf canva trello jira confluence watchtower restic borg rclone traefik certbot wireguard tailscale pihole pi-hole proxmox zfs postman insomnia dbt airflow spark hadoop flink snowflake bigquery tableau power_bi r_studio
        matlab autocad sketchup revit solidworks premiere davinci audacity musescore lilypond ocr scanner_app subtitles codec transcoding hdr bios ups disk disks ssd inverter solar_panels thermometer multimeter
        prod staging api apis app apps backend back-end frontend front-end server servers database databases db cluster clusters repo repos repository commit commits config configuration configs log
        logs logging cron crontab script scripts pipeline pipelines container containers docker kubernetes k8s postgres postgresql mysql sqlite redis mongodb kafka rabbitmq nginx caddy apache linux
        ubuntu debian macos windows bash shell zsh ssh vpn dns tls ssl certificate firewall proxy gateway endpoint endpoints request requests query queries index indexes schema tables cache token
        bucket queue worker workers job_queue deadlock deadlocks disk cpu gpu ram latency timeout timeouts retry retries webhook webhooks oauth jwt json yaml csv xml parquet sql regex python
        javascript typescript golang java kotlin ruby php c++ c# .net dotnet node npm pip uv poetry cargo maven gradle webpack vite react vue angular svelte django flask fastapi git github gitlab ci
        cd lint linter formatter compiler debugger editor vscode vs_code vim neovim emacs pytest jest selenium playwright terraform ansible helm prometheus grafana sentry elasticsearch lucene duckdb
        pandas numpy pytorch tensorflow excel spreadsheet spreadsheets formula macro plugin plugins extension extensions dependency dependencies lockfile version versions flag flags setting settings
        parameter env environment variable variables sync backup backups upload uploads download export import csv_import firmware bluetooth wifi wi-fi router modem printer scanner monitor keyboard
        laptop phone tablet raspberry_pi raspberry sensor sensors probe probes pump valve gpio usb hdmi battery charger software hardware kernel browser chrome firefox safari strava anki spotify
        notion obsidian lightroom photoshop figma blender ableton garageband audacity oven thermostat machine device gadget vlan subnet mtu utc timezone time_zone encoding utf-8 locale localhost
        http https cors cdn s3 aws azure gcp lambda systemd tmpfiles cronjob hook pre-commit precommit migration migrations
        """;

    public const string Outcome = """
        stutters stuttering freezes froze overheats overheating vanishes disappears loops toast brilliant rubbish hopeless reliable glitches drains clogs leaks beeps shuts_down starts_up lasts survives wrecked ruined
        hangs hang hung fails fail failed crashes crash breaks broke broken works worked work times_out timed_out timeout takes took drops drop dropped loses ignores ignored ignore respects respect needs wants requires expects returns
        return swallows eats chokes leaks slow faster slower fast quick instantly error errors exception bug halved doubled saved fixed fix solved solves helped helps clean stable reliable flaky never_let_me_down let_me_down zero_trouble
        went_through goes_through went_away gone stays stay gets_cleaned caught catch supports support detects detect refuses accepts overwrites deletes wipes resets reset duplicates twice corrupts unusable useless brilliant charm
        gave did_it does_it trick instead_of unless respects_the stalls lags overheats jams syncs sync rejects splits merges converts only_works workaround
        """;

    public const string Setting = "set setting turned_on turned_off switched_on switched_off switched switch enable enabled disable disabled toggled unlinked linked installed uninstalled reinstalled updated upgraded downgraded pinned configured changed bumped increased decreased replaced swapped swapped_in added tried try use using used run ran running with_the";

    public const string Secret = "password passwords passcode passphrase passwd pwd api_key apikey secret_key access_key iban cvv cvc card_number account_number recovery_code otp seed_phrase ssn";

    public const string Reply = "answer answers reply replies respond response responses explanation explanations summary summaries message messages mails emails bullet bullets emoji emojis code commit_messages comments prs small_prs format language tone jargon";
}
